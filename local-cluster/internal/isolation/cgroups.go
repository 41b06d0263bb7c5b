//go:build linux

package isolation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// hierarchy is one mounted tree of cgroups: version 1 has one for each controller, version 2 one for all.
type hierarchy struct {
	mountPoint string
	unified    bool
}

func hierarchies() ([]hierarchy, error) {
	content, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	return parseHierarchies(string(content)), nil
}

// parseHierarchies reads the format of proc_pid_mountinfo(5).
func parseHierarchies(mountinfo string) []hierarchy {
	var found []hierarchy
	for line := range strings.Lines(mountinfo) {
		before, after, ok := strings.Cut(line, " - ")
		left, right := strings.Fields(before), strings.Fields(after)
		if !ok || len(left) < 5 || len(right) < 1 {
			continue
		}
		if right[0] == "cgroup" || right[0] == "cgroup2" {
			found = append(found, hierarchy{mountPoint: left[4], unified: right[0] == "cgroup2"})
		}
	}
	return found
}

// EnterCgroup makes the instance's cgroups and moves this process, and thus all its children, into one of them.
// The kubelet makes others beside it.
func EnterCgroup(instance plan.Plan) error {
	trees, err := hierarchies()
	if err != nil {
		return err
	}
	for _, tree := range trees {
		if err := tree.enter(instance.Cgroup() + "/components"); err != nil {
			return fmt.Errorf("cgroup in %s: %w", tree.mountPoint, err)
		}
	}
	return nil
}

func (tree hierarchy) enter(path string) error {
	current := tree.mountPoint
	for _, name := range strings.Split(strings.Trim(path, "/"), "/") {
		if tree.unified {
			tree.delegate(current)
		}
		child := filepath.Join(current, name)
		if err := os.Mkdir(child, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		if !tree.unified {
			if err := inheritCPUSet(current, child); err != nil {
				return err
			}
		}
		current = child
	}
	return os.WriteFile(filepath.Join(current, "cgroup.procs"), []byte("0"), 0)
}

// delegate turns on every controller for the children of a cgroup of version 2. Some refuse (those bound to version 1, or
// real-time scheduling): the kubelet says so if it needs one of them.
func (tree hierarchy) delegate(directory string) {
	controllers, _ := os.ReadFile(filepath.Join(directory, "cgroup.controllers"))
	for _, controller := range strings.Fields(string(controllers)) {
		_ = os.WriteFile(filepath.Join(directory, "cgroup.subtree_control"), []byte("+"+controller), 0)
	}
}

// inheritCPUSet fills what version 1 leaves empty and without which no process may enter; in version 2 empty means all.
func inheritCPUSet(parent, child string) error {
	for _, file := range []string{"cpuset.cpus", "cpuset.mems"} {
		value, err := os.ReadFile(filepath.Join(child, file))
		if err != nil || strings.TrimSpace(string(value)) != "" {
			continue
		}
		inherited, err := os.ReadFile(filepath.Join(parent, file))
		if err != nil {
			return err
		}
		if strings.TrimSpace(string(inherited)) == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(child, file), inherited, 0); err != nil {
			return err
		}
	}
	return nil
}

// RemoveCgroups removes the instance's cgroups once the last process has left them; the kernel may need a moment after
// the processes were killed.
func RemoveCgroups(ctx context.Context, instance plan.Plan) error {
	trees, err := hierarchies()
	if err != nil {
		return err
	}
	for _, tree := range trees {
		parent := filepath.Join(tree.mountPoint, instance.Cgroup())
		for removeTree(parent) != nil {
			select {
			case <-ctx.Done():
				return fmt.Errorf("cgroup %s still has processes %s", parent, processesIn(parent))
			case <-time.After(10 * time.Millisecond):
			}
		}
		// The parent of all instances goes with the last of them.
		_ = os.Remove(filepath.Dir(parent))
	}
	return nil
}

func removeTree(directory string) error {
	entries, err := os.ReadDir(directory)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.IsDir() {
			if err := removeTree(filepath.Join(directory, entry.Name())); err != nil {
				return err
			}
		}
	}
	if err := os.Remove(directory); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func processesIn(directory string) string {
	var found []string
	_ = filepath.WalkDir(directory, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == "cgroup.procs" {
			content, _ := os.ReadFile(path)
			for _, process := range strings.Fields(string(content)) {
				if _, err := strconv.Atoi(process); err == nil {
					found = append(found, process)
				}
			}
		}
		return nil
	})
	return strings.Join(found, ", ")
}
