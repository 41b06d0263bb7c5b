// Package plan decides, before anything is started, everything an instance of the local cluster consists of:
// its name, addresses, ports and directories. A plan is a plain record; the rest of the program only reads it.
package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
)

// Inside is where a real instance's processes see its state directory, whatever its path is on the host:
// unix socket paths stay short and configuration does not depend on the checkout.
const Inside = "/run/kube-ecs"

// NodeName is the name of the one real node.
const NodeName = "local"

// Plan is one instance of the local cluster.
type Plan struct {
	// Name tells instances apart in cgroups and host names; it follows from State.
	Name string `json:"name"`
	// State is the instance's directory on the host.
	State string `json:"state"`
	// Root is that same directory as the components see it.
	Root string `json:"root"`
	// Nodes says which nodes the cluster has.
	Nodes Nodes `json:"nodes"`
	// Network holds the addresses.
	Network Network `json:"network"`
	// Ports holds the ports of the control plane and the registry.
	Ports Ports `json:"ports"`
	// Tools holds where this machine keeps what is not linked in.
	Tools Tools `json:"tools"`
}

// Tools are folders and programs of this machine.
type Tools struct {
	// NetworkPlugins is the folder of the standard CNI plugins; a real node needs them.
	NetworkPlugins string `json:"networkPlugins,omitempty"`
	// Outside is the path of slirp4netns. Without it a real instance reaches no other network than the host.
	Outside string `json:"outside,omitempty"`
	// Snapshotter is containerd's way to keep images; the supervisor finds out which one works.
	Snapshotter string `json:"snapshotter,omitempty"`
	// Simulator is the path of kwok; simulated nodes need it.
	Simulator string `json:"simulator,omitempty"`
}

// Nodes is either one real node (Simulated = 0) or a number of simulated ones.
type Nodes struct {
	Simulated int `json:"simulated"`
}

// Real reports whether containers really run.
func (nodes Nodes) Real() bool { return nodes.Simulated == 0 }

func (nodes Nodes) String() string {
	if nodes.Real() {
		return "real"
	}
	return fmt.Sprintf("simulated=%d", nodes.Simulated)
}

// maximumSimulated keeps a slip of the finger from filling the memory.
const maximumSimulated = 5000

// ParseNodes reads the --nodes option: "real", "simulated" (three nodes) or "simulated=N".
func ParseNodes(text string) (Nodes, error) {
	kind, count, counted := strings.Cut(text, "=")
	switch {
	case kind == "real" && !counted:
		return Nodes{}, nil
	case kind == "simulated" && !counted:
		return Nodes{Simulated: 3}, nil
	case kind == "simulated":
		number, err := strconv.Atoi(count)
		if err == nil && number >= 1 && number <= maximumSimulated {
			return Nodes{Simulated: number}, nil
		}
	}
	return Nodes{}, fmt.Errorf("--nodes %q: give real, simulated or simulated=N with N from 1 to %d", text, maximumSimulated)
}

// NameOf derives the instance's name from its absolute state directory.
func NameOf(state string) string {
	sum := sha256.Sum256([]byte(state))
	return hex.EncodeToString(sum[:4])
}

// Real plans an instance with one real node in a network of its own.
func Real(state string, network Network, tools Tools) Plan {
	return Plan{Name: NameOf(state), State: state, Root: Inside, Network: network, Ports: standardPorts, Tools: tools}
}

// Simulated plans an instance without real nodes, listening on loopback.
func Simulated(state string, nodes Nodes, ports Ports, tools Tools) Plan {
	return Plan{Name: NameOf(state), State: state, Root: state, Nodes: nodes, Network: loopback, Ports: ports, Tools: tools}
}

// Path is a path in the state directory, as the components see it.
func (plan Plan) Path(elements ...string) string {
	return filepath.Join(append([]string{plan.Root}, elements...)...)
}

// HostPath is a path in the state directory, as the host sees it.
func (plan Plan) HostPath(elements ...string) string {
	return filepath.Join(append([]string{plan.State}, elements...)...)
}

// APIServer is the base URL of the Kubernetes API.
func (plan Plan) APIServer() string {
	return fmt.Sprintf("https://%s:%d", plan.Network.Node, plan.Ports.APIServer)
}

// Registry is the host and port of the image registry, empty when there is none.
func (plan Plan) Registry() string {
	if !plan.Nodes.Real() {
		return ""
	}
	return fmt.Sprintf("%s:%d", plan.Network.Node, plan.Ports.Registry)
}

// firstUser lies above what systemd hands out to containers, and below what is a negative number to some programs.
const firstUser = 1879048192

// ControlPlaneUser is the user id under which a real instance's control plane runs: it needs no rights, and Linux limits
// what it uses of the kernel (inotify instances above all) for each user. Simulated instances run as who starts them.
func (plan Plan) ControlPlaneUser() (user uint32, own bool) {
	sum := sha256.Sum256([]byte(plan.State))
	return firstUser + uint32(sum[0])<<16 + uint32(sum[1])<<8 + uint32(sum[2]), plan.Nodes.Real()
}

// LinkName names the host's end of the instance's cable.
func (plan Plan) LinkName() string { return "kecs" + plan.Name }

// Cgroup is the parent of all the instance's cgroups, relative to each hierarchy's root.
func (plan Plan) Cgroup() string { return "/kube-ecs/" + plan.Name }
