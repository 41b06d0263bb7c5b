package component

import (
	"encoding/json"
	"fmt"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// maximumPods is well above Kubernetes' 110: this node has the whole cluster to run.
const maximumPods = 500

// Kubelet runs the Pods of the one real node.
func Kubelet(instance plan.Plan) Component {
	configuration := instance.Path("config/kubelet.json")
	return Component{
		Name: "kubelet",
		Arguments: []string{
			"--config=" + configuration, "--kubeconfig=" + instance.Path("kubeconfigs/kubelet"),
			"--hostname-override=" + plan.NodeName, "--node-ip=" + instance.Network.Node.String(),
		},
		Files: map[string]string{configuration: kubeletConfiguration(instance)},
		After: []string{"kube-apiserver", "containerd"},
		// It has registered its node; whether that can take Pods is looked at later.
		Ready: httpOK(instance, instance.APIServer()+"/api/v1/nodes/"+plan.NodeName, "ca", "kubelet-server"),
	}
}

func kubeletConfiguration(instance plan.Plan) string {
	return document(map[string]any{
		"apiVersion":               "kubelet.config.k8s.io/v1beta1",
		"kind":                     "KubeletConfiguration",
		"containerRuntimeEndpoint": "unix://" + ContainerdSocket,
		"cgroupDriver":             "cgroupfs",
		"cgroupRoot":               instance.Cgroup(),
		"clusterDNS":               []string{instance.Network.DNSService().String()},
		"clusterDomain":            "cluster.local",
		"resolvConf":               instance.Path(ResolverFile),
		"tlsCertFile":              instance.Path("pki/kubelet-server.crt"),
		"tlsPrivateKeyFile":        instance.Path("pki/kubelet-server.key"),
		"authentication": map[string]any{
			"anonymous": map[string]any{"enabled": false},
			"webhook":   map[string]any{"enabled": true},
			"x509":      map[string]any{"clientCAFile": instance.Path("pki/ca.crt")},
		},
		"authorization":       map[string]any{"mode": "Webhook"},
		"maxPods":             maximumPods,
		"serializeImagePulls": false,
		"kubeAPIQPS":          200,
		"kubeAPIBurst":        400,
		// Developers' machines swap, run on nearly full disks and may still use version 1 of cgroups.
		"failSwapOn":                  false,
		"failCgroupV1":                false,
		"oomScoreAdj":                 0,
		"imageGCHighThresholdPercent": 100,
		"evictionHard":                map[string]string{"nodefs.available": "0%", "nodefs.inodesFree": "0%", "imagefs.available": "0%"},
	})
}

// Proxy makes Services reachable by iptables rules in the instance's own network namespace.
func Proxy(instance plan.Plan) Component {
	configuration := instance.Path("config/proxy.json")
	return Component{
		Name:      "kube-proxy",
		Arguments: []string{"--config=" + configuration, "--hostname-override=" + plan.NodeName},
		Files: map[string]string{configuration: document(map[string]any{
			"apiVersion":       "kubeproxy.config.k8s.io/v1alpha1",
			"kind":             "KubeProxyConfiguration",
			"mode":             "iptables",
			"clusterCIDR":      instance.Network.Pods.String(),
			"clientConnection": map[string]any{"kubeconfig": instance.Path("kubeconfigs/proxy")},
			// Connection tracking limits belong to the whole machine: leave them alone.
			"conntrack": map[string]any{"maxPerCore": 0, "min": 0, "tcpEstablishedTimeout": "0s", "tcpCloseWaitTimeout": "0s"},
			"iptables":  map[string]any{"minSyncPeriod": "0s"},
		})},
		// It looks for its node only once a second.
		After: []string{"kubelet"},
		Ready: httpOK(instance, "http://127.0.0.1:10256/healthz", "", ""),
	}
}

// DNS answers for Services, and asks the host's own servers for other names where it can reach them. It runs on the node's address, behind the
// usual Service, so that names work before the first image is pulled.
func DNS(instance plan.Plan) Component {
	configuration := instance.Path("config/Corefile")
	return Component{
		Name:      "coredns",
		Arguments: []string{"-conf", configuration},
		Files:     map[string]string{configuration: dnsConfiguration(instance)},
		After:     []string{AddOns},
		Ready:     httpOK(instance, "http://127.0.0.1:8181/ready", "", ""),
	}
}

// ResolverFile lists the name servers for names outside the cluster, in the state directory.
const ResolverFile = "config/resolv.conf"

func dnsConfiguration(instance plan.Plan) string {
	var outside string
	if instance.Tools.Outside != "" {
		outside = "    forward . " + instance.Path(ResolverFile) + "\n"
	}
	return fmt.Sprintf(`.:53 {
    bind %s
    errors
    health 127.0.0.1:8080
    ready 127.0.0.1:8181
    kubernetes cluster.local in-addr.arpa {
        kubeconfig %s
        pods insecure
        ttl 5
    }
    cache 5
%s}
`, instance.Network.Node, instance.Path("kubeconfigs/coredns"), outside)
}

// AddOns is the step that gives coredns its role, and Pods its Service.
const AddOns = "add-ons"

func document(content map[string]any) string {
	text, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		panic(err)
	}
	return string(text)
}
