//go:build linux

// Package command holds what a user can ask for: up, down, status and env.
package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// Options are what the command line says.
type Options struct {
	State     string
	Nodes     plan.Nodes
	Images    string
	Simulator string
}

// Parse reads the options of the named command.
func Parse(name string, arguments []string) (Options, error) {
	var options Options
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	state := flags.String("state", "", "directory of the instance")
	var nodes, images, simulator *string
	if name == "up" {
		nodes = flags.String("nodes", "real", "real, simulated or simulated=N")
		images = flags.String("images", "", "directory of prepared images: registry/ and pause.tar")
		simulator = flags.String("simulator", "", "path of kwok, for simulated nodes")
	}
	if err := flags.Parse(arguments); err != nil {
		return options, err
	}
	if flags.NArg() > 0 {
		return options, fmt.Errorf("%s: what is %q?", name, flags.Arg(0))
	}
	if *state == "" {
		return options, errors.New("--state DIRECTORY is missing: it tells instances apart")
	}
	absolute, err := filepath.Abs(*state)
	if err != nil {
		return options, err
	}
	// Two names of one directory are one instance.
	if resolved, err := filepath.EvalSymlinks(absolute); err == nil {
		absolute = resolved
	} else if !errors.Is(err, os.ErrNotExist) {
		return options, err
	}
	options.State = absolute
	if name == "up" {
		options.Images, options.Simulator = *images, *simulator
		options.Nodes, err = plan.ParseNodes(*nodes)
	}
	return options, err
}
