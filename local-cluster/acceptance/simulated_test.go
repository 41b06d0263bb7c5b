//go:build linux

package acceptance

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// nobody has no rights at all.
const nobody = 65534

// newSimulated drives a cluster without any rights, even when the tests run as root.
func newSimulated(t *testing.T) *cluster {
	t.Helper()
	folder, err := os.MkdirTemp("", "kube-ecs-simulated-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	program, simulator := binary, filepath.Join(filepath.Dir(binary), "kwok")
	var credential *syscall.Credential
	if os.Geteuid() == 0 {
		credential = &syscall.Credential{Uid: nobody, Gid: nobody, NoSetGroups: false}
		// The cache may lie in root's home, where nobody can look.
		program, simulator = lend(t, folder, program), lend(t, folder, simulator)
		if err := os.Chown(folder, nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
	return &cluster{t: t, state: filepath.Join(folder, "state"), command: func(arguments ...string) *exec.Cmd {
		if arguments[0] == "up" {
			arguments = append(arguments, "--simulator", simulator)
		}
		command := exec.Command(program, arguments...)
		command.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
		command.Dir = "/"
		return command
	}}
}

func lend(t *testing.T, folder, path string) string {
	t.Helper()
	target := filepath.Join(folder, filepath.Base(path))
	if os.Link(path, target) == nil {
		return target
	}
	reader, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	writer, err := os.OpenFile(target, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(writer, reader); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return target
}

func TestSimulatedPodsLiveAndEnd(t *testing.T) {
	before := hostState(t)
	cluster := newSimulated(t)
	cluster.up("--nodes", "simulated=4")
	client := cluster.client()
	pods := client.CoreV1().Pods("default")

	seen := map[string]bool{}
	for number := range 20 {
		name := fmt.Sprintf("task-%d", number)
		task := &core.Pod{
			ObjectMeta: meta.ObjectMeta{Name: name, Finalizers: []string{"kube-ecs.dev/acceptance"}},
			Spec:       core.PodSpec{Containers: []core.Container{{Name: "web", Image: "nginx"}}},
		}
		if _, err := pods.Create(t.Context(), task, meta.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	for number := range 20 {
		pod := awaitPod(t, client, fmt.Sprintf("task-%d", number), ready)
		if pod.Status.PodIP == "" || seen[pod.Status.PodIP] {
			t.Errorf("%s has address %q", pod.Name, pod.Status.PodIP)
		}
		seen[pod.Status.PodIP] = true
	}

	if err := pods.Delete(t.Context(), "task-0", meta.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	ended := awaitPod(t, client, "task-0", func(pod core.Pod) bool { return pod.Status.Phase == core.PodSucceeded })
	if state := ended.Status.ContainerStatuses[0].State.Terminated; state == nil || state.ExitCode != 0 {
		t.Errorf("the container's end is not told: %+v", ended.Status.ContainerStatuses)
	}
	if !slices.Contains(ended.Finalizers, "kube-ecs.dev/acceptance") {
		t.Error("somebody else's finalizer was removed")
	}
	patch := []byte(`{"metadata":{"finalizers":null}}`)
	if _, err := pods.Patch(t.Context(), "task-0", "application/merge-patch+json", patch, meta.PatchOptions{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "task-0 is gone", func() bool {
		_, err := pods.Get(context.Background(), "task-0", meta.GetOptions{})
		return err != nil
	})

	cluster.mustRun("down")
	cluster.expectDown()
	if left := processesNaming(t, cluster.state); len(left) > 0 {
		t.Errorf("still running: %v", left)
	}
	if _, err := os.Stat(cluster.state); err == nil {
		t.Error("the state directory is still there")
	}
	expectNoTrace(t, before, hostState(t))
}

func TestSimulatedClusterAfterACrash(t *testing.T) {
	cluster := newSimulated(t)
	cluster.up("--nodes", "simulated")
	cluster.mustRun("up", "--nodes", "simulated") // finds it running
	cluster.killSupervisor()
	cluster.expectDown()
	eventually(t, "nothing runs without its supervisor", func() bool { return len(processesNaming(t, cluster.state)) == 0 })
	cluster.mustRun("up", "--nodes", "simulated=1")
	nodes, err := cluster.client().CoreV1().Nodes().List(t.Context(), meta.ListOptions{})
	if err != nil || len(nodes.Items) != 1 {
		t.Errorf("%d nodes, %v", len(nodes.Items), err)
	}
	if _, err := cluster.run("up", "--nodes", "simulated=2"); err == nil {
		t.Error("a running cluster was said to have two nodes")
	}
}
