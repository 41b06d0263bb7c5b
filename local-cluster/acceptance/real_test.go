//go:build linux

package acceptance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes"
)

func newReal(t *testing.T) *cluster {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("a real node needs root")
	}
	return &cluster{t: t, state: filepath.Join(t.TempDir(), "state"), command: func(arguments ...string) *exec.Cmd {
		if arguments[0] == "up" {
			arguments = append(arguments, "--images", images)
		}
		return exec.Command(binary, arguments...)
	}}
}

// Two clusters start at once, do what clusters do, one of them crashes, and in the end this machine is as it was.
func TestRealClusters(t *testing.T) {
	before := hostState(t)
	one, other := newReal(t), newReal(t)
	var starting sync.WaitGroup
	for _, cluster := range []*cluster{one, other} {
		t.Cleanup(func() { _, _ = cluster.run("down") })
		starting.Go(func() {
			if _, err := cluster.run("up"); err != nil {
				t.Error(err)
			}
		})
	}
	starting.Wait()
	if t.Failed() {
		return
	}
	first, second := one.record(), other.record()
	if first.Plan.Network.Range.Overlaps(second.Plan.Network.Range) {
		t.Fatalf("both use %s", first.Plan.Network.Range)
	}
	namespaces := map[string]string{}
	for _, kind := range []string{"pid", "net", "mnt"} {
		link, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/%s", first.Supervisor, kind))
		if err != nil {
			t.Fatal(err)
		}
		namespaces[kind] = link
	}
	if len(processesIn(t, "pid", namespaces["pid"])) < 8 {
		t.Errorf("too few processes in a namespace of their own: %v", processesIn(t, "pid", namespaces["pid"]))
	}

	t.Run("pods", func(t *testing.T) { podsWork(t, one) })
	t.Run("images", func(t *testing.T) { everyNameIsFoundInTheRegistry(t, one) })
	t.Run("restart", func(t *testing.T) { componentsAreRestarted(t, one, namespaces["pid"]) })
	one.mustRun("up") // finds it running

	other.killSupervisor()
	other.expectDown()
	other.mustRun("up")
	one.mustRun("status")

	one.mustRun("down")
	other.mustRun("down")
	one.mustRun("down") // nothing to do
	one.expectDown()
	for kind, namespace := range namespaces {
		// What has ended stays visible until this machine's init has taken note of it.
		left := processesIn(t, kind, namespace)
		for deadline := time.Now().Add(10 * time.Second); len(left) > 0 && time.Now().Before(deadline); {
			time.Sleep(50 * time.Millisecond)
			left = processesIn(t, kind, namespace)
		}
		if len(left) > 0 {
			t.Errorf("still in the %s namespace: %v", kind, left)
		}
	}
	for _, cluster := range []*cluster{one, other} {
		if _, err := os.Stat(cluster.state); err == nil {
			t.Errorf("%s is still there", cluster.state)
		}
	}
	expectNoTrace(t, before, hostState(t), first.Plan.LinkName(), second.Plan.LinkName(), first.Plan.Cgroup(), second.Plan.Cgroup())
}

// podsWork checks the network's paths: to and from Pods, Services and this machine, and names.
func podsWork(t *testing.T, cluster *cluster) {
	client, network := cluster.client(), cluster.record().Plan.Network
	run(t, client, pod("web", "nginx", ""))
	service := &core.Service{
		ObjectMeta: meta.ObjectMeta{Name: "web"},
		Spec: core.ServiceSpec{
			Type: core.ServiceTypeNodePort, Selector: map[string]string{"name": "web"},
			Ports: []core.ServicePort{{Port: 80, TargetPort: intstr.FromInt32(80)}},
		},
	}
	service, err := client.CoreV1().Services("default").Create(t.Context(), service, meta.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	web := awaitPod(t, client, "web", ready)
	nodePort := fmt.Sprintf("%s:%d", network.Node, service.Spec.Ports[0].NodePort)
	for name, address := range map[string]string{"pod": web.Status.PodIP, "service": service.Spec.ClusterIP, "node port": nodePort} {
		eventually(t, "from this machine to the "+name, func() bool { return answers("http://" + address) })
	}

	// The last of the range but one: as if its Pod were gone.
	gone := netip.AddrPortFrom(network.Services.Addr().Prev().Prev(), 80)
	connection, err := net.DialTimeout("tcp", gone.String(), 20*time.Second)
	if !errors.Is(err, syscall.EHOSTUNREACH) {
		t.Errorf("a Pod that is not there is said to be unreachable, not %v %v", connection, err)
	}
	absent := netip.AddrPortFrom(network.DNSService().Next(), 80)
	connection, err = net.DialTimeout("tcp", absent.String(), 20*time.Second)
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a Service that is not there refuses, and does not lead back here by the way out: %v %v", connection, err)
	}

	// This machine's end of the cable is where the gateway will serve task metadata: it must see who asks.
	caller := make(chan string, 100)
	listener, err := net.Listen("tcp", net.JoinHostPort(network.Host.String(), "0"))
	if err != nil {
		t.Fatal(err)
	}
	server := http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		host, _, _ := net.SplitHostPort(request.RemoteAddr)
		caller <- host
	})}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()

	run(t, client, pod("visitor", "nginx", fmt.Sprintf(`set -e
		get() { curl --silent --show-error --fail --max-time 10 --output /dev/null "$@" || { echo "no way to $*"; exit 1; }; }
		get http://web
		get http://web.default.svc.cluster.local
		get http://%s
		get http://%s
		get --insecure https://kubernetes.default/version`, web.Status.PodIP, listener.Addr())))
	visitor := awaitPod(t, client, "visitor", ended)
	if visitor.Status.Phase != core.PodSucceeded {
		logs, _ := client.CoreV1().Pods("default").GetLogs("visitor", &core.PodLogOptions{}).DoRaw(t.Context())
		t.Fatalf("from within a Pod: %s", logs)
	}
	if address := <-caller; address != visitor.Status.PodIP {
		t.Errorf("this machine was called by %s, not by the Pod %s", address, visitor.Status.PodIP)
	}
}

// everyNameIsFoundInTheRegistry starts Pods of the same image under names of other registries.
func everyNameIsFoundInTheRegistry(t *testing.T, cluster *cluster) {
	client := cluster.client()
	for name, image := range map[string]string{
		"ecr":        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/library/busybox:latest",
		"ecr-public": "public.ecr.aws/docker/library/busybox:latest",
		"own":        cluster.record().Plan.Registry() + "/library/busybox:latest",
	} {
		run(t, client, pod(name, image, "exit 7"))
		stopped := awaitPod(t, client, name, ended)
		if code := stopped.Status.ContainerStatuses[0].State.Terminated.ExitCode; code != 7 {
			t.Errorf("%s: exit code %d", image, code)
		}
	}
}

// componentsAreRestarted kills the scheduler, without which no Pod gets a node.
func componentsAreRestarted(t *testing.T, cluster *cluster, namespace string) {
	killed := 0
	for _, process := range glob(t, "/proc/[0-9]*") {
		link, _ := os.Readlink(filepath.Join(process, "ns/pid"))
		line, _ := os.ReadFile(filepath.Join(process, "cmdline"))
		if link == namespace && strings.HasPrefix(string(line), "kube-scheduler\x00") {
			var pid int
			_, _ = fmt.Sscanf(filepath.Base(process), "%d", &pid)
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			killed++
		}
	}
	if killed != 1 {
		t.Fatalf("%d schedulers", killed)
	}
	client := cluster.client()
	run(t, client, pod("later", "nginx", ""))
	awaitPod(t, client, "later", ready)
}

func pod(name, image, script string) *core.Pod {
	container := core.Container{Name: "main", Image: image, ImagePullPolicy: core.PullIfNotPresent}
	if script != "" {
		container.Command = []string{"sh", "-c", script}
	}
	grace := int64(0)
	return &core.Pod{
		ObjectMeta: meta.ObjectMeta{Name: name, Labels: map[string]string{"name": name}},
		Spec: core.PodSpec{
			RestartPolicy: core.RestartPolicyNever, TerminationGracePeriodSeconds: &grace, Containers: []core.Container{container},
		},
	}
}

func run(t *testing.T, client kubernetes.Interface, pod *core.Pod) {
	t.Helper()
	if _, err := client.CoreV1().Pods("default").Create(t.Context(), pod, meta.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
}

func ended(pod core.Pod) bool {
	return pod.Status.Phase == core.PodSucceeded || pod.Status.Phase == core.PodFailed
}

func answers(url string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err == nil && response.StatusCode == http.StatusOK
}
