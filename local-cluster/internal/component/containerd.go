package component

import (
	"encoding/json"
	"fmt"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// PauseImage holds a Pod's namespaces. It is imported at the start where an archive of it was prepared, and pulled otherwise.
const PauseImage = "registry.k8s.io/pause:3.10"

// ContainerdSocket is where the instance's containerd listens, within the instance.
const ContainerdSocket = "/run/containerd/containerd.sock"

// Containerd runs containers. Every image name is first looked up in the instance's own registry, whatever registry it
// names, and then where it points to.
func Containerd(instance plan.Plan) Component {
	configuration := instance.Path("config/containerd.toml")
	return Component{
		Name:      "containerd",
		Program:   "containerd",
		Arguments: []string{"--config", configuration},
		Files: map[string]string{
			configuration: containerdConfiguration(instance),
			instance.Path("config/cni/10-pods.conflist"):        podNetwork(instance),
			instance.Path("config/mirrors/_default/hosts.toml"): mirror(instance),
		},
		Ready: socketOpen(ContainerdSocket),
	}
}

func containerdConfiguration(instance plan.Plan) string {
	return fmt.Sprintf(`version = 2
root = %q
state = "/run/containerd"
oom_score = 0

[grpc]
address = %q

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = %q
# A machine without CAP_SYS_RESOURCE refuses the negative scores the kubelet asks for.
restrict_oom_score_adj = true
# A profile would be loaded into the machine's kernel and stay there.
disable_apparmor = true

[plugins."io.containerd.grpc.v1.cri".registry]
config_path = %q

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = %q
conf_dir = %q

[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = %q
default_runtime_name = "runc"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
`, instance.Path("containerd"), ContainerdSocket, PauseImage, instance.Path("config/mirrors"), instance.Tools.NetworkPlugins, instance.Path("config/cni"), instance.Tools.Snapshotter)
}

// mirror names the instance's registry for every host that has no entry of its own.
func mirror(instance plan.Plan) string {
	return fmt.Sprintf("[host.\"http://%s\"]\ncapabilities = [\"pull\", \"resolve\"]\n", instance.Registry())
}

// podNetwork connects each Pod by a cable of its own to the node, which routes: without a bridge, traffic between Pods
// passes kube-proxy's rules without the br_netfilter kernel module, a setting of the whole machine.
func podNetwork(instance plan.Plan) string {
	text, err := json.MarshalIndent(map[string]any{
		"cniVersion": "1.0.0",
		"name":       "pods",
		"plugins": []any{
			map[string]any{
				"type": "ptp",
				"ipam": map[string]any{
					"type":    "host-local",
					"dataDir": instance.Path("pod-addresses"),
					"ranges":  [][]map[string]string{{{"subnet": instance.Network.Pods.String()}}},
					"routes":  []map[string]string{{"dst": "0.0.0.0/0"}},
				},
			},
			map[string]any{"type": "portmap", "capabilities": map[string]bool{"portMappings": true}},
		},
	}, "", "  ")
	if err != nil {
		panic(err)
	}
	return string(text)
}
