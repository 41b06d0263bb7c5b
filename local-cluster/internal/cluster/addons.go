// Package cluster prepares a running API server: roles and Services that Kubernetes does not bring along, and nodes.
package cluster

import (
	"context"
	"fmt"

	core "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	rbac "k8s.io/api/rbac/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"kube-ecs.dev/local-cluster/internal/certificates"
	"kube-ecs.dev/local-cluster/internal/plan"
)

const dnsName = "kube-dns"

// Connect returns a client with all rights.
func Connect(instance plan.Plan) (kubernetes.Interface, error) {
	return connect(instance.Path("kubeconfigs/admin"))
}

func connect(kubeconfig string) (kubernetes.Interface, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS = -1 // no limit: the API server has its own
	config.WarningHandler = rest.NoWarnings{}
	return kubernetes.NewForConfig(config)
}

// AddOns lets the API server call the kubelet, and gives Pods their DNS Service.
func AddOns(ctx context.Context, instance plan.Plan) error {
	client, err := Connect(instance)
	if err != nil {
		return err
	}
	roles := client.RbacV1()
	if _, err := roles.ClusterRoles().Create(ctx, dnsRole(), meta.CreateOptions{}); err != nil {
		return fmt.Errorf("role of coredns: %w", err)
	}
	for _, binding := range []*rbac.ClusterRoleBinding{
		bind(certificates.CoreDNS, "system:coredns"), bind(certificates.KubeletClient, "system:kubelet-api-admin"),
	} {
		if _, err := roles.ClusterRoleBindings().Create(ctx, binding, meta.CreateOptions{}); err != nil {
			return fmt.Errorf("role binding %s: %w", binding.Name, err)
		}
	}
	if _, err := client.CoreV1().Services(meta.NamespaceSystem).Create(ctx, dnsService(instance), meta.CreateOptions{}); err != nil {
		return fmt.Errorf("DNS service: %w", err)
	}
	slices := client.DiscoveryV1().EndpointSlices(meta.NamespaceSystem)
	if _, err := slices.Create(ctx, dnsEndpoint(instance), meta.CreateOptions{}); err != nil {
		return fmt.Errorf("DNS endpoint: %w", err)
	}
	return nil
}

func dnsRole() *rbac.ClusterRole {
	read := []string{"list", "watch"}
	return &rbac.ClusterRole{
		ObjectMeta: meta.ObjectMeta{Name: "system:coredns"},
		Rules: []rbac.PolicyRule{
			{APIGroups: []string{""}, Resources: []string{"services", "pods", "namespaces"}, Verbs: read},
			{APIGroups: []string{"discovery.k8s.io"}, Resources: []string{"endpointslices"}, Verbs: read},
		},
	}
}

func bind(user, role string) *rbac.ClusterRoleBinding {
	return &rbac.ClusterRoleBinding{
		ObjectMeta: meta.ObjectMeta{Name: user},
		RoleRef:    rbac.RoleRef{APIGroup: rbac.GroupName, Kind: "ClusterRole", Name: role},
		Subjects:   []rbac.Subject{{APIGroup: rbac.GroupName, Kind: rbac.UserKind, Name: user}},
	}
}

func dnsService(instance plan.Plan) *core.Service {
	port := func(name string, protocol core.Protocol) core.ServicePort {
		return core.ServicePort{Name: name, Protocol: protocol, Port: 53, TargetPort: intstr.FromInt32(53)}
	}
	return &core.Service{
		ObjectMeta: meta.ObjectMeta{Name: dnsName, Namespace: meta.NamespaceSystem, Labels: map[string]string{"k8s-app": dnsName}},
		Spec: core.ServiceSpec{
			ClusterIP: instance.Network.DNSService().String(),
			Ports:     []core.ServicePort{port("dns", core.ProtocolUDP), port("dns-tcp", core.ProtocolTCP)},
		},
	}
}

func dnsEndpoint(instance plan.Plan) *discovery.EndpointSlice {
	port := func(name string, protocol core.Protocol) discovery.EndpointPort {
		number := int32(53)
		return discovery.EndpointPort{Name: &name, Protocol: &protocol, Port: &number}
	}
	return &discovery.EndpointSlice{
		ObjectMeta: meta.ObjectMeta{
			Name: dnsName, Namespace: meta.NamespaceSystem,
			Labels: map[string]string{discovery.LabelServiceName: dnsName, discovery.LabelManagedBy: "kube-ecs-local-cluster"},
		},
		AddressType: discovery.AddressTypeIPv4,
		Endpoints:   []discovery.Endpoint{{Addresses: []string{instance.Network.Node.String()}}},
		Ports:       []discovery.EndpointPort{port("dns", core.ProtocolUDP), port("dns-tcp", core.ProtocolTCP)},
	}
}
