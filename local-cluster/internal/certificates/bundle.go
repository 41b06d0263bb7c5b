package certificates

import (
	"errors"
	"os"
	"path/filepath"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// Bundle writes what the components need to know and trust each other into the instance's state directory:
// pki/NAME.crt, pki/NAME.key and kubeconfigs/NAME, in Kubernetes' usual names. It runs where Root is visible.
type Bundle struct {
	plan     plan.Plan
	problems []error
}

// Write makes and writes a new bundle.
func Write(instance plan.Plan) error {
	bundle := &Bundle{plan: instance}
	for _, directory := range []string{"pki", "kubeconfigs"} {
		bundle.check(os.MkdirAll(instance.Path(directory), 0o700))
	}
	network := instance.Network
	etcd := bundle.authority("etcd-ca", "etcd")
	frontProxy := bundle.authority("front-proxy-ca", "front-proxy")
	cluster := bundle.authority("ca", "kubernetes")
	if err := errors.Join(bundle.problems...); err != nil {
		return err
	}

	bundle.issue(etcd, "etcd", Subject{CommonName: "etcd", Hosts: []string{"localhost", "127.0.0.1"}})
	bundle.issue(etcd, "apiserver-etcd-client", Subject{CommonName: "kube-apiserver"})
	bundle.issue(frontProxy, "front-proxy-client", Subject{CommonName: "front-proxy-client"})
	bundle.issue(cluster, "apiserver", Subject{CommonName: "kube-apiserver", Hosts: []string{
		"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "localhost",
		"127.0.0.1", network.Node.String(), network.KubernetesService().String(),
	}})
	bundle.issue(cluster, "apiserver-kubelet-client", Subject{CommonName: KubeletClient})
	bundle.issue(cluster, "localhost", Subject{CommonName: "localhost", Hosts: []string{"localhost", "127.0.0.1"}})
	tokens, err := NewSigningKey()
	bundle.check(err)
	bundle.write("service-accounts", tokens)

	bundle.client(cluster, "admin", Subject{CommonName: "kubernetes-admin", Groups: []string{"system:masters"}})
	bundle.client(cluster, "controller-manager", Subject{CommonName: "system:kube-controller-manager"})
	bundle.client(cluster, "scheduler", Subject{CommonName: "system:kube-scheduler"})
	if instance.Nodes.Real() {
		bundle.issue(cluster, "kubelet-server", Subject{
			CommonName: "system:node:" + plan.NodeName, Groups: []string{"system:nodes"}, Hosts: []string{plan.NodeName, network.Node.String()},
		})
		bundle.client(cluster, "kubelet", Subject{CommonName: "system:node:" + plan.NodeName, Groups: []string{"system:nodes"}})
		bundle.client(cluster, "proxy", Subject{CommonName: "system:kube-proxy"})
		bundle.client(cluster, "coredns", Subject{CommonName: CoreDNS})
	}
	return errors.Join(bundle.problems...)
}

// Users that Kubernetes does not know by itself; the cluster package gives them their roles.
const (
	KubeletClient = "kube-apiserver-kubelet-client"
	CoreDNS       = "coredns"
)

func (bundle *Bundle) check(err error) {
	if err != nil {
		bundle.problems = append(bundle.problems, err)
	}
}

func (bundle *Bundle) authority(name, commonName string) *Authority {
	authority, err := NewAuthority(commonName)
	bundle.check(err)
	if authority != nil {
		bundle.write(name, authority.Pair)
	}
	return authority
}

func (bundle *Bundle) issue(authority *Authority, name string, subject Subject) Pair {
	pair, err := authority.Issue(subject)
	bundle.check(err)
	bundle.write(name, pair)
	return pair
}

func (bundle *Bundle) write(name string, pair Pair) {
	bundle.check(os.WriteFile(bundle.plan.Path("pki", name+".crt"), pair.Certificate, 0o600))
	bundle.check(os.WriteFile(bundle.plan.Path("pki", name+".key"), pair.Key, 0o600))
}

func (bundle *Bundle) client(authority *Authority, name string, subject Subject) {
	pair, err := authority.Issue(subject)
	bundle.check(err)
	path := filepath.Join(bundle.plan.Path("kubeconfigs"), name)
	bundle.check(clientcmd.WriteToFile(Kubeconfig(bundle.plan, authority.Certificate, pair), path))
}

// Kubeconfig is a client configuration with everything inline.
func Kubeconfig(instance plan.Plan, authority []byte, client Pair) api.Config {
	const name = "kube-ecs"
	config := *api.NewConfig()
	config.Clusters[name] = &api.Cluster{Server: instance.APIServer(), CertificateAuthorityData: authority}
	config.AuthInfos[name] = &api.AuthInfo{ClientCertificateData: client.Certificate, ClientKeyData: client.Key}
	config.Contexts[name] = &api.Context{Cluster: name, AuthInfo: name}
	config.CurrentContext = name
	return config
}
