package component

import (
	_ "embed"
	"fmt"

	"kube-ecs.dev/local-cluster/internal/plan"
)

//go:embed stages.yaml
var stages string

// SimulatedKubelet is kwok: it reports the nodes as ready, and the Pods on them as running and ended, without running anything.
func SimulatedKubelet(instance plan.Plan) Component {
	configuration := instance.Path("config/stages.yaml")
	address := fmt.Sprintf("127.0.0.1:%d", instance.Ports.SimulatedKubelet)
	return Component{
		Name:    "kwok",
		Program: instance.Tools.Simulator,
		Arguments: []string{
			"--kubeconfig=" + instance.Path("kubeconfigs/admin"), "--config=" + configuration, "--manage-all-nodes",
			"--cidr=" + instance.Network.Pods.String(), "--node-lease-duration-seconds=40", "--server-address=" + address,
		},
		Files: map[string]string{configuration: stages},
		After: []string{"kube-apiserver"},
		Ready: httpOK(instance, "http://"+address+"/healthz", "", ""),
	}
}
