package component

import (
	"fmt"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// Etcd keeps the cluster's objects. It never flushes to disk: an instance does not outlive its machine's uptime.
func Etcd(instance plan.Plan) Component {
	client := fmt.Sprintf("https://127.0.0.1:%d", instance.Ports.Etcd)
	peer := fmt.Sprintf("https://127.0.0.1:%d", instance.Ports.EtcdPeer)
	certificate, key, authority := instance.Path("pki/etcd.crt"), instance.Path("pki/etcd.key"), instance.Path("pki/etcd-ca.crt")
	return Component{
		Name: "etcd", ControlPlane: true,
		Arguments: []string{
			"--name=local", "--data-dir=" + instance.Path("etcd"), "--unsafe-no-fsync", "--logger=zap", "--log-level=warn",
			// There is nobody to lose an election against.
			"--heartbeat-interval=20", "--election-timeout=100",
			"--listen-client-urls=" + client, "--advertise-client-urls=" + client,
			"--listen-peer-urls=" + peer, "--initial-advertise-peer-urls=" + peer, "--initial-cluster=local=" + peer,
			"--client-cert-auth", "--trusted-ca-file=" + authority, "--cert-file=" + certificate, "--key-file=" + key,
			"--peer-client-cert-auth", "--peer-trusted-ca-file=" + authority, "--peer-cert-file=" + certificate, "--peer-key-file=" + key,
		},
		Ready: httpOK(instance, client+"/health", "etcd-ca", "apiserver-etcd-client"),
	}
}

// APIServer is set up as in production: TLS and client certificates everywhere, RBAC and node authorisation,
// default admission, service account tokens and the aggregation layer.
func APIServer(instance plan.Plan) Component {
	pki := func(name string) string { return instance.Path("pki", name) }
	arguments := []string{
		"--etcd-servers=" + fmt.Sprintf("https://127.0.0.1:%d", instance.Ports.Etcd),
		"--etcd-cafile=" + pki("etcd-ca.crt"), "--etcd-certfile=" + pki("apiserver-etcd-client.crt"), "--etcd-keyfile=" + pki("apiserver-etcd-client.key"),
		"--bind-address=" + bindAddress(instance), fmt.Sprintf("--secure-port=%d", instance.Ports.APIServer),
		"--advertise-address=" + instance.Network.Node.String(),
		"--tls-cert-file=" + pki("apiserver.crt"), "--tls-private-key-file=" + pki("apiserver.key"),
		"--client-ca-file=" + pki("ca.crt"),
		"--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction", "--allow-privileged=true",
		"--kubelet-certificate-authority=" + pki("ca.crt"), "--kubelet-preferred-address-types=InternalIP",
		"--kubelet-client-certificate=" + pki("apiserver-kubelet-client.crt"), "--kubelet-client-key=" + pki("apiserver-kubelet-client.key"),
		"--service-cluster-ip-range=" + instance.Network.Services.String(),
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
		"--service-account-key-file=" + pki("service-accounts.crt"), "--service-account-signing-key-file=" + pki("service-accounts.key"),
		"--requestheader-client-ca-file=" + pki("front-proxy-ca.crt"), "--requestheader-allowed-names=front-proxy-client",
		"--requestheader-username-headers=X-Remote-User", "--requestheader-group-headers=X-Remote-Group",
		"--requestheader-extra-headers-prefix=X-Remote-Extra-",
		"--proxy-client-cert-file=" + pki("front-proxy-client.crt"), "--proxy-client-key-file=" + pki("front-proxy-client.key"),
		"--enable-aggregator-routing=true", "--profiling=false",
	}
	if !instance.Nodes.Real() {
		// Kubernetes refuses endpoints on loopback, and nothing could use them.
		arguments = append(arguments, "--endpoint-reconciler-type=none")
	}
	return Component{
		Name: "kube-apiserver", ControlPlane: true,
		Arguments: arguments,
		After:     []string{"etcd"},
		Ready:     httpOK(instance, instance.APIServer()+"/readyz", "ca", "apiserver-kubelet-client"),
	}
}

// bindAddress lets a real instance's API server be reached on the node's address and on its own loopback.
func bindAddress(instance plan.Plan) string {
	if instance.Nodes.Real() {
		return "0.0.0.0"
	}
	return "127.0.0.1"
}

// ControllerManager runs all of Kubernetes' own controllers, each with an account of its own.
func ControllerManager(instance plan.Plan) Component {
	kubeconfig := instance.Path("kubeconfigs/controller-manager")
	return Component{
		Name: "kube-controller-manager", ControlPlane: true,
		Arguments: append(servingOnLoopback(instance, instance.Ports.ControllerManager, kubeconfig),
			"--use-service-account-credentials=true",
			// A new node takes Pods once this has noticed that it is ready.
			"--node-monitor-period=200ms",
			"--root-ca-file="+instance.Path("pki/ca.crt"), "--service-account-private-key-file="+instance.Path("pki/service-accounts.key"),
			"--cluster-signing-cert-file="+instance.Path("pki/ca.crt"), "--cluster-signing-key-file="+instance.Path("pki/ca.key"),
			"--service-cluster-ip-range="+instance.Network.Services.String(),
		),
		After: []string{"kube-apiserver"},
		Ready: httpOK(instance, fmt.Sprintf("https://127.0.0.1:%d/healthz", instance.Ports.ControllerManager), "ca", ""),
	}
}

// Scheduler places Pods on nodes.
func Scheduler(instance plan.Plan) Component {
	return Component{
		Name: "kube-scheduler", ControlPlane: true,
		Arguments: servingOnLoopback(instance, instance.Ports.Scheduler, instance.Path("kubeconfigs/scheduler")),
		After:     []string{"kube-apiserver"},
		Ready:     httpOK(instance, fmt.Sprintf("https://127.0.0.1:%d/readyz", instance.Ports.Scheduler), "ca", ""),
	}
}

// servingOnLoopback is what the controller manager and the scheduler have in common. Each is alone, so that it need
// not win an election first.
func servingOnLoopback(instance plan.Plan, port int, kubeconfig string) []string {
	return []string{
		"--kubeconfig=" + kubeconfig, "--authentication-kubeconfig=" + kubeconfig, "--authorization-kubeconfig=" + kubeconfig,
		"--leader-elect=false", "--bind-address=127.0.0.1", fmt.Sprintf("--secure-port=%d", port),
		"--tls-cert-file=" + instance.Path("pki/localhost.crt"), "--tls-private-key-file=" + instance.Path("pki/localhost.key"),
		"--client-ca-file=" + instance.Path("pki/ca.crt"), "--requestheader-client-ca-file=" + instance.Path("pki/front-proxy-ca.crt"),
		// By default both hold themselves back, for the sake of API servers with thousands of clients.
		"--kube-api-qps=500", "--kube-api-burst=1000",
		"--profiling=false",
	}
}
