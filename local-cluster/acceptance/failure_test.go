//go:build linux

package acceptance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAFailedStartSaysWhyAndLeavesNothing(t *testing.T) {
	before := hostState(t)
	cluster := newReal(t)
	tools := t.TempDir()
	script := "#!/bin/sh\necho the disk has a hole >&2\nexit 9\n"
	if err := os.WriteFile(filepath.Join(tools, "containerd"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	command := cluster.command("up", "--state", cluster.state)
	command.Env = append(os.Environ(), "PATH="+tools+":"+os.Getenv("PATH"))
	output, err := command.CombinedOutput()
	if err == nil {
		t.Error("a cluster without containerd was said to be up")
	}
	for _, part := range []string{"containerd ended (exit code 9)", "the disk has a hole", filepath.Join(cluster.state, "logs/containerd.log")} {
		if !strings.Contains(string(output), part) {
			t.Errorf("the message does not say %q:\n%s", part, output)
		}
	}
	cluster.expectDown()
	if _, err := os.Stat(filepath.Join(cluster.state, "logs/containerd.log")); err != nil {
		t.Errorf("the log is gone: %v", err)
	}
	plan := cluster.record().Plan
	cluster.mustRun("down")
	expectNoTrace(t, before, hostState(t), plan.LinkName(), plan.Cgroup())
}

func TestAnInterruptedStartLeavesNothing(t *testing.T) {
	cluster := newSimulated(t)
	command := cluster.command("up", "--nodes", "simulated", "--state", cluster.state)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "etcd runs", func() bool { return len(processesNaming(t, cluster.state+"/etcd")) > 0 })
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err == nil {
		t.Error("an interrupted start was said to have succeeded")
	}
	// What is left may only be this test's own command line.
	if left := processesNaming(t, cluster.state); len(left) > 0 {
		t.Errorf("still running: %v", left)
	}
	cluster.mustRun("down")
}

func TestTheCommandLineIsExplained(t *testing.T) {
	for arguments, part := range map[string]string{
		"up":                                    "--state",
		"up --state /tmp --nodes real":          "other files",
		"up --state /nowhere --nodes many":      "simulated=N",
		"up --state /nowhere --sate /nowhere":   "sate",
		"down --state /nowhere for good":        "for",
		"fly --state /nowhere":                  "fly",
		"up --state /nowhere --nodes=simulated": "--simulator",
	} {
		output, err := exec.Command(binary, strings.Fields(arguments)...).CombinedOutput()
		if err == nil || !strings.Contains(string(output), part) {
			t.Errorf("%s: %v, %s", arguments, err, output)
		}
	}
	if os.Geteuid() == 0 {
		cluster := newSimulated(t)
		command := cluster.command("up", "--state", cluster.state, "--nodes", "real")
		if command.SysProcAttr.Credential == (*syscall.Credential)(nil) {
			t.Fatal("this test is to run without rights")
		}
		if output, err := command.CombinedOutput(); err == nil || !strings.Contains(string(output), "needs root") {
			t.Errorf("a real node without root: %v, %s", err, output)
		}
	}
}
