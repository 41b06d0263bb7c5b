//go:build linux

// Command local-cluster runs a real Kubernetes for laptops and CI without a container engine: the upstream programs are
// linked in, and this program starts itself once for each of them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"kube-ecs.dev/local-cluster/internal/command"
	"kube-ecs.dev/local-cluster/internal/supervisor"
	"kube-ecs.dev/local-cluster/internal/upstream"
)

const usage = `usage: cluster COMMAND --state DIRECTORY

  up       start a cluster, or find it running, and return when it can be used
             --nodes real            one node that runs containers (needs root)
             --nodes simulated[=N]   N nodes that only pretend to (3 by default; needs no rights)
             --images DIRECTORY      prepared images for the cluster's registry
  down     end it and remove everything it made
  status   say what is running (exit code 3: nothing)
  env      print shell exports: eval "$(cluster env --state DIRECTORY)"

  cluster kubectl ...   is kubectl of the same version
`

func main() {
	if program, linked := upstream.Find(os.Args); linked {
		os.Exit(program())
	}
	// Where root's PATH lacks the folders of system programs, as after a plain su.
	os.Setenv("PATH", os.Getenv("PATH")+":/usr/local/sbin:/usr/sbin:/sbin")
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if os.Args[1] == command.SuperviseCommand {
		os.Exit(supervisor.Supervise())
	}
	err := perform(os.Args[1], os.Args[2:])
	switch {
	case err == nil:
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(usage)
	case errors.Is(err, command.ErrDown):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	default:
		fmt.Fprintf(os.Stderr, "local-cluster: %v\n", err)
		os.Exit(1)
	}
}

func perform(name string, arguments []string) error {
	switch name {
	case "up", "down", "status", "env":
	case "help", "-h", "--help":
		return flag.ErrHelp
	default:
		return fmt.Errorf("no command %q; try %s help", name, filepath.Base(os.Args[0]))
	}
	options, err := command.Parse(name, arguments)
	if err != nil {
		return err
	}
	switch name {
	case "up":
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		return command.Up(ctx, options)
	case "down":
		return command.Down(options)
	case "status":
		return command.Status(options)
	default:
		return command.Environment(options)
	}
}
