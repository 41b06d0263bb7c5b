// Package component describes the programs a local cluster is made of: how each is called, the files it reads,
// and how to tell that it is ready. Descriptions are pure functions of the plan; the supervisor runs them.
package component

import (
	"kube-ecs.dev/local-cluster/internal/plan"
)

// Component is one long-running program.
type Component struct {
	// Name is the linked-in program to run, and the name of its log file.
	Name string
	// Program is the path or name of a program that is not linked in.
	Program string
	// Arguments do not include the program's own name.
	Arguments []string
	// ControlPlane components run as the plan's control plane user.
	ControlPlane bool
	// Environment is added to the supervisor's own.
	Environment []string
	// Files are the configuration files to write before the start, by path.
	Files map[string]string
	// After names the steps that must be done before this one starts.
	After []string
	// Ready fails for as long as the component is not ready.
	Ready Probe
}

// All lists the components of an instance.
func All(instance plan.Plan) []Component {
	components := []Component{Etcd(instance), APIServer(instance), ControllerManager(instance), Scheduler(instance)}
	if instance.Nodes.Real() {
		return append(components, Containerd(instance), Registry(instance), Kubelet(instance), Proxy(instance), DNS(instance))
	}
	return append(components, SimulatedKubelet(instance))
}
