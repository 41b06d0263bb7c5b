// Package upstream holds the programs of other projects that are linked into this binary.
package upstream

import (
	"os"
	"path/filepath"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

var programs = map[string]func() int{
	"etcd": func() int {
		etcdmain.Main(os.Args)
		return 0
	},
	"kube-apiserver":          kubeAPIServer,
	"kube-controller-manager": kubeControllerManager,
	"kube-scheduler":          kubeScheduler,
	"kubelet":                 kubelet,
	"kube-proxy":              kubeProxy,
	"kubectl":                 kubectl,
	"coredns":                 coreDNS,
	"registry":                imageRegistry,
}

// Find returns the program that this process is started as: under its name, so that process lists show it, or with its
// name as the first argument, which is removed from os.Args.
func Find(arguments []string) (func() int, bool) {
	if program, ok := programs[filepath.Base(arguments[0])]; ok {
		return program, true
	}
	if len(arguments) > 1 {
		if program, ok := programs[arguments[1]]; ok {
			os.Args = arguments[1:]
			return program, true
		}
	}
	return nil, false
}
