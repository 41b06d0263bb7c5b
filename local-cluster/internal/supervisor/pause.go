//go:build linux

package supervisor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"syscall"

	"kube-ecs.dev/local-cluster/internal/component"
)

// PauseArchive is the archive of the pause image, in the state directory and in that of prepared images.
const PauseArchive = "pause.tar"

// importPause loads the image that every Pod needs into containerd. Without a prepared one the first Pod pulls it.
func importPause(ctx context.Context, runner *runner) error {
	archive := runner.plan.Path(PauseArchive)
	if _, err := os.Stat(archive); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return runner.finish(ctx, "ctr", "--address", component.ContainerdSocket, "--namespace", "k8s.io", "images", "import", archive)
}

// finish runs a program to its end.
func (runner *runner) finish(ctx context.Context, name string, arguments ...string) error {
	path, err := exec.LookPath(name)
	if err != nil {
		return err
	}
	running, err := runner.execute(path, component.Component{Name: name, Arguments: arguments}, nil)
	if err != nil {
		return err
	}
	select {
	case status := <-running.ended:
		if status.ExitStatus() != 0 {
			return fmt.Errorf("%s ended (%s)%s", name, explain(status), runner.logTail(name))
		}
		return nil
	case <-ctx.Done():
		_ = syscall.Kill(running.process, syscall.SIGKILL)
		return ctx.Err()
	}
}
