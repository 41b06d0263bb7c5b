//go:build linux

package isolation

import (
	"slices"
	"testing"
)

func TestHierarchies(t *testing.T) {
	for name, test := range map[string]struct {
		mountinfo string
		want      []hierarchy
	}{
		"version 2": {
			"30 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n" +
				"24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n",
			[]hierarchy{{"/sys/fs/cgroup", true}},
		},
		"version 1 beside version 2": {
			"31 30 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n" +
				"32 30 0:28 / /sys/fs/cgroup/unified rw shared:4 - cgroup2 cgroup rw\n",
			[]hierarchy{{"/sys/fs/cgroup/memory", false}, {"/sys/fs/cgroup/unified", true}},
		},
		"none": {"24 1 8:1 / / rw - ext4 /dev/sda1 rw\n\nnonsense\n", nil},
	} {
		if found := parseHierarchies(test.mountinfo); !slices.Equal(found, test.want) {
			t.Errorf("%s: %v", name, found)
		}
	}
}
