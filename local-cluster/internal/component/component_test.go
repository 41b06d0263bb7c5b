package component

import (
	"net/netip"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/runtime/serializer"
	kubeletscheme "k8s.io/kubernetes/pkg/kubelet/apis/config/scheme"
	proxyscheme "k8s.io/kubernetes/pkg/proxy/apis/config/scheme"

	"kube-ecs.dev/local-cluster/internal/plan"
)

func realPlan() plan.Plan {
	network := plan.NetworkIn(netip.MustParsePrefix("10.77.0.0/16"))
	return plan.Real("/home/user/state", network, plan.Tools{NetworkPlugins: "/usr/lib/cni", Outside: "/usr/bin/slirp4netns"})
}

func simulatedPlan() plan.Plan {
	ports := plan.Ports{APIServer: 20000, Etcd: 20001, EtcdPeer: 20002, ControllerManager: 20003, Scheduler: 20004, SimulatedKubelet: 20005}
	return plan.Simulated("/home/user/state", plan.Nodes{Simulated: 3}, ports, plan.Tools{Simulator: "/cache/kwok"})
}

// The programs ignore what they do not know: a misspelt setting would go unnoticed.
func TestConfigurationsAreWhatTheProgramsRead(t *testing.T) {
	kubelet := Kubelet(realPlan())
	_, codecs, err := kubeletscheme.NewSchemeAndCodecs(serializer.EnableStrict)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := codecs.UniversalDecoder().Decode([]byte(onlyFile(t, kubelet)), nil, nil); err != nil {
		t.Errorf("kubelet: %v", err)
	}
	strict := serializer.NewCodecFactory(proxyscheme.Scheme, serializer.EnableStrict)
	if _, _, err := strict.UniversalDecoder().Decode([]byte(onlyFile(t, Proxy(realPlan()))), nil, nil); err != nil {
		t.Errorf("kube-proxy: %v", err)
	}
}

func onlyFile(t *testing.T, component Component) string {
	t.Helper()
	if len(component.Files) != 1 {
		t.Fatalf("%s has %d files", component.Name, len(component.Files))
	}
	for _, content := range component.Files {
		return content
	}
	return ""
}

func TestEverythingStaysInTheStateDirectory(t *testing.T) {
	for _, instance := range []plan.Plan{realPlan(), simulatedPlan()} {
		for _, component := range All(instance) {
			for path := range component.Files {
				if !strings.HasPrefix(path, instance.Root+"/") {
					t.Errorf("%s writes %s", component.Name, path)
				}
			}
			if text := strings.Join(component.Arguments, " "); instance.Nodes.Real() && strings.Contains(text, instance.State) {
				t.Errorf("%s is told a path of the host: %s", component.Name, text)
			}
		}
	}
}

func TestSimulatedInstancesListenOnLoopbackOnly(t *testing.T) {
	for _, component := range All(simulatedPlan()) {
		for _, argument := range component.Arguments {
			if strings.Contains(argument, "=0.0.0.0") || strings.Contains(argument, "//0.0.0.0") {
				t.Errorf("%s listens everywhere: %s", component.Name, argument)
			}
		}
	}
}

func TestComponentsComeAfterWhatExists(t *testing.T) {
	for _, instance := range []plan.Plan{realPlan(), simulatedPlan()} {
		known := map[string]bool{AddOns: true}
		for _, component := range All(instance) {
			known[component.Name] = true
		}
		for _, component := range All(instance) {
			for _, earlier := range component.After {
				if !known[earlier] {
					t.Errorf("%s waits for ever for %s", component.Name, earlier)
				}
			}
		}
	}
}

func TestNamesOutsideTheClusterAreAskedOnlyWhereTheyCanBe(t *testing.T) {
	instance := realPlan()
	if !strings.Contains(dnsConfiguration(instance), "forward . ") {
		t.Error("with a way out names are not forwarded")
	}
	instance.Tools.Outside = ""
	if strings.Contains(dnsConfiguration(instance), "forward") {
		t.Error("without a way out each unknown name would take seconds")
	}
}
