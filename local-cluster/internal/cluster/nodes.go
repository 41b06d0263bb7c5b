package cluster

import (
	"context"
	"fmt"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/component-base/version"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// MakeNodes makes the simulated nodes.
func MakeNodes(ctx context.Context, instance plan.Plan) error {
	client, err := Connect(instance)
	if err != nil {
		return err
	}
	for number := 1; number <= instance.Nodes.Simulated; number++ {
		if _, err := client.CoreV1().Nodes().Create(ctx, simulatedNode(instance.Network, number), meta.CreateOptions{}); err != nil {
			return err
		}
	}
	return nil
}

// simulatedNode is of the size of an m5.4xlarge, a common container instance, spread over three availability zones.
func simulatedNode(network plan.Network, number int) *core.Node {
	name := fmt.Sprintf("simulated-%d", number)
	size := core.ResourceList{
		core.ResourceCPU:    resource.MustParse("16"),
		core.ResourceMemory: resource.MustParse("64Gi"),
		core.ResourcePods:   resource.MustParse("250"),
	}
	return &core.Node{
		ObjectMeta: meta.ObjectMeta{Name: name, Labels: map[string]string{
			core.LabelHostname:           name,
			core.LabelArchStable:         "amd64",
			core.LabelOSStable:           "linux",
			core.LabelInstanceTypeStable: "m5.4xlarge",
			core.LabelTopologyRegion:     "us-east-1",
			core.LabelTopologyZone:       "us-east-1" + string(rune('a'+(number-1)%3)),
		}},
		Status: core.NodeStatus{
			Capacity: size, Allocatable: size,
			Addresses: []core.NodeAddress{
				{Type: core.NodeInternalIP, Address: network.SimulatedNode(number).String()},
				{Type: core.NodeHostName, Address: name},
			},
			NodeInfo: core.NodeSystemInfo{
				KubeletVersion: version.Get().GitVersion, Architecture: "amd64", OperatingSystem: "linux", ContainerRuntimeVersion: "simulated://1",
			},
		},
	}
}
