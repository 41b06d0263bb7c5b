//go:build linux

// Package acceptance runs whole clusters, as a user would.
package acceptance

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"kube-ecs.dev/local-cluster/internal/instance"
)

// limit is how long anything may take on a busy machine.
const limit = 2 * time.Minute

// cluster is one instance, driven through the command line.
type cluster struct {
	t     *testing.T
	state string
	// command starts the program, as somebody.
	command func(arguments ...string) *exec.Cmd
}

func (cluster *cluster) run(arguments ...string) (string, error) {
	command := cluster.command(append(arguments, "--state", cluster.state)...)
	var output, problems strings.Builder
	command.Stdout, command.Stderr = &output, &problems
	err := command.Run()
	cluster.t.Logf("%s\n%s%s", strings.Join(arguments, " "), output.String(), problems.String())
	return output.String(), err
}

func (cluster *cluster) mustRun(arguments ...string) string {
	cluster.t.Helper()
	output, err := cluster.run(arguments...)
	if err != nil {
		cluster.t.Fatalf("%s: %v", strings.Join(arguments, " "), err)
	}
	return output
}

// up starts the instance and takes it down when the test ends, however it ends.
func (cluster *cluster) up(arguments ...string) {
	cluster.t.Helper()
	cluster.t.Cleanup(func() { _, _ = cluster.run("down") })
	cluster.mustRun(append([]string{"up"}, arguments...)...)
}

func (cluster *cluster) expectDown() {
	cluster.t.Helper()
	var exit *exec.ExitError
	if _, err := cluster.run("status"); !errors.As(err, &exit) || exit.ExitCode() != 3 {
		cluster.t.Errorf("status of a cluster that is down: %v", err)
	}
}

func (cluster *cluster) record() instance.Record {
	cluster.t.Helper()
	var record instance.Record
	content, err := os.ReadFile(filepath.Join(cluster.state, "instance.json"))
	if err == nil {
		err = json.Unmarshal(content, &record)
	}
	if err != nil {
		cluster.t.Fatal(err)
	}
	return record
}

// client talks to the API server as `env` says.
func (cluster *cluster) client() kubernetes.Interface {
	cluster.t.Helper()
	var kubeconfig string
	for scanner := bufio.NewScanner(strings.NewReader(cluster.mustRun("env"))); scanner.Scan(); {
		if value, found := strings.CutPrefix(scanner.Text(), "export KUBECONFIG="); found {
			kubeconfig = strings.Trim(value, "'")
		}
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		cluster.t.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		cluster.t.Fatal(err)
	}
	return client
}

// killSupervisor ends the instance as a crash would.
func (cluster *cluster) killSupervisor() {
	cluster.t.Helper()
	if err := syscall.Kill(cluster.record().Supervisor, syscall.SIGKILL); err != nil {
		cluster.t.Fatal(err)
	}
	eventually(cluster.t, "the supervisor's death is noticed", func() bool {
		alive, err := instance.Alive(cluster.state)
		return err == nil && !alive
	})
}

// awaitPod returns a Pod once it is as wanted.
func awaitPod(t *testing.T, client kubernetes.Interface, name string, wanted func(core.Pod) bool) core.Pod {
	t.Helper()
	var pod core.Pod
	defer func() {
		if t.Failed() {
			content, _ := json.MarshalIndent(pod.Status, "", " ")
			t.Logf("%s: %s", name, content)
		}
	}()
	eventually(t, "pod "+name, func() bool {
		found, err := client.CoreV1().Pods("default").Get(context.Background(), name, meta.GetOptions{})
		if err != nil {
			return false
		}
		pod = *found
		return wanted(pod)
	})
	return pod
}

func ready(pod core.Pod) bool {
	for _, condition := range pod.Status.Conditions {
		if condition.Type == core.PodReady {
			return condition.Status == core.ConditionTrue
		}
	}
	return false
}

func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(limit); !condition(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not in %s: %s", limit, what)
		}
	}
}
