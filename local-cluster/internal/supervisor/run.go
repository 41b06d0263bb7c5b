//go:build linux

package supervisor

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"kube-ecs.dev/local-cluster/internal/component"
	"kube-ecs.dev/local-cluster/internal/plan"
)

const (
	// startLimit is how long one component may take to become ready, on a machine that is busy with other things.
	startLimit = 2 * time.Minute
	probeEvery = 20 * time.Millisecond
	// restartAfter keeps a component that ends again and again from taking the whole machine.
	restartAfter = time.Second
)

// runner starts components and keeps them running.
type runner struct {
	plan     plan.Plan
	children *children
}

// start runs a component and returns once it is ready. From then on it is started again whenever it ends.
func (runner *runner) start(ctx context.Context, described component.Component) error {
	if err := writeFiles(described.Files); err != nil {
		return err
	}
	running, err := runner.launch(described)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		problem := described.Ready(ctx)
		if problem == nil {
			go runner.keep(described, running)
			return nil
		}
		select {
		case status := <-running.ended:
			return fmt.Errorf("%s ended (%s)%s", described.Name, explain(status), runner.logTail(described.Name))
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready: %w%s", described.Name, problem, runner.logTail(described.Name))
		case <-time.After(probeEvery):
		}
	}
}

func (runner *runner) keep(described component.Component, running child) {
	for {
		runner.note(described.Name, "ended ("+explain(<-running.ended)+"), starting it again")
		for {
			time.Sleep(restartAfter)
			var err error
			if running, err = runner.launch(described); err == nil {
				break
			}
			runner.note(described.Name, err.Error())
		}
	}
}

func (runner *runner) launch(described component.Component) (child, error) {
	path := "/proc/self/exe"
	if described.Program != "" {
		var err error
		if path, err = exec.LookPath(described.Program); err != nil {
			return child{}, err
		}
	}
	return runner.execute(path, described, runner.user(described))
}

// user is whom the component runs as; nil is the supervisor's own.
func (runner *runner) user(described component.Component) *syscall.Credential {
	user, own := runner.plan.ControlPlaneUser()
	if !own || !described.ControlPlane {
		return nil
	}
	return &syscall.Credential{Uid: user, Gid: user}
}

// execute runs the program with its output in logs/NAME.log.
func (runner *runner) execute(path string, described component.Component, user *syscall.Credential) (child, error) {
	log, err := os.OpenFile(runner.logPath(described.Name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return child{}, err
	}
	defer log.Close()
	nothing, err := os.Open(os.DevNull)
	if err != nil {
		return child{}, err
	}
	defer nothing.Close()
	return runner.children.start(path, append([]string{described.Name}, described.Arguments...), os.ProcAttr{
		Dir:   runner.plan.Root,
		Env:   append(environment(runner.plan), described.Environment...),
		Files: []*os.File{nothing, log, log},
	}, user)
}

// environment is the same whoever calls: components must not find somebody's proxies, kubeconfig or settings.
func environment(instance plan.Plan) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + instance.Root, "TMPDIR=" + instance.Path("temporary"), "LANG=C.UTF-8",
	}
}

func writeFiles(files map[string]string) error {
	for path, content := range files {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (runner *runner) logPath(name string) string { return runner.plan.Path("logs", name+".log") }

func (runner *runner) note(name, text string) {
	log, err := os.OpenFile(runner.logPath("supervisor"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return
	}
	defer log.Close()
	fmt.Fprintf(log, "%s %s %s\n", time.Now().UTC().Format(time.RFC3339), name, text)
}

// logTail quotes the end of a component's log for an error message.
func (runner *runner) logTail(name string) string {
	const most, lines = 16 << 10, 20
	file, err := os.Open(runner.logPath(name))
	if err != nil {
		return ""
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Size() > most {
		_, _ = file.Seek(-most, io.SeekEnd)
	}
	content, _ := io.ReadAll(file)
	all := strings.Split(strings.TrimSpace(string(content)), "\n")
	return fmt.Sprintf("\nthe end of %s:\n  %s", runner.plan.HostPath("logs", name+".log"), strings.Join(all[max(0, len(all)-lines):], "\n  "))
}

func explain(status syscall.WaitStatus) string {
	if status.Signaled() {
		return status.Signal().String()
	}
	return fmt.Sprintf("exit code %d", status.ExitStatus())
}
