//go:build linux

package acceptance

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// hostState lists everything on this machine that a cluster might leave behind or change.
func hostState(t *testing.T) []string {
	t.Helper()
	var state []string
	add := func(kind string, values ...string) {
		for _, value := range values {
			state = append(state, kind+" "+value)
		}
	}
	links, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	names := map[int]string{}
	for _, link := range links {
		names[link.Index] = link.Name
		add("device", link.Name)
	}
	routes, err := netlink.RouteListFiltered(netlink.FAMILY_ALL, &netlink.Route{Table: unix.RT_TABLE_UNSPEC}, netlink.RT_FILTER_TABLE)
	if err != nil {
		t.Fatal(err)
	}
	for _, route := range routes {
		add("route", fmt.Sprintf("%v via %v %s in table %d", route.Dst, route.Gw, names[route.LinkIndex], route.Table))
	}
	for line := range strings.Lines(read(t, "/proc/self/mountinfo")) {
		add("mount", strings.Fields(line)[4])
	}
	add("packet filter", strings.Split(packetFilter(t), "\n")...)
	for _, pattern := range []string{
		"/proc/sys/vm/*", "/proc/sys/kernel/panic*", "/proc/sys/kernel/keys/*", "/proc/sys/net/ipv4/ip_forward",
		"/proc/sys/net/ipv4/conf/all/*", "/proc/sys/net/netfilter/nf_conntrack_max", "/proc/sys/net/bridge/*",
	} {
		for _, setting := range glob(t, pattern) {
			if value, err := os.ReadFile(setting); err == nil {
				add("setting", setting+" = "+strings.TrimSpace(string(value)))
			}
		}
	}
	for _, pattern := range []string{
		"/sys/fs/cgroup/kube*", "/sys/fs/cgroup/kube*/*", "/sys/fs/cgroup/*/kube*", "/sys/fs/cgroup/*/kube*/*", "/sys/fs/cgroup/*/*cri*",
		"/run/kube*", "/run/containerd*", "/run/netns/*", "/run/xtables.lock", "/run/flannel*", "/run/runc*",
		"/var/lib/kubelet", "/var/lib/containerd", "/var/lib/cni", "/var/log/pods", "/var/log/containers",
		"/etc/cni/net.d/*", "/etc/kubernetes", "/opt/cni", "/sys/kernel/security/apparmor/policy/profiles/*cri*",
	} {
		add("file", glob(t, pattern)...)
	}
	return state
}

var counters = regexp.MustCompile(`\[\d+:\d+\]`)

// packetFilter is the machine's iptables rules without comments and counters, where there is iptables.
func packetFilter(t *testing.T) string {
	t.Helper()
	output, err := exec.Command("iptables-save").Output()
	if err != nil {
		t.Logf("iptables-save: %v", err)
		return ""
	}
	var rules []string
	for line := range strings.Lines(string(output)) {
		if !strings.HasPrefix(line, "#") {
			rules = append(rules, strings.TrimSpace(counters.ReplaceAllString(line, "")))
		}
	}
	return strings.Join(rules, "\n")
}

var otherInstance = regexp.MustCompile(`kecs[0-9a-f]{8}|kube-ecs(/|$)`)

// expectNoTrace fails for everything that changed between two states. What belongs to clusters of other checkouts, which may
// come and go meanwhile, is left out; names has those that are this test's own.
func expectNoTrace(t *testing.T, before, after []string, names ...string) {
	t.Helper()
	report := func(change string, lines, others []string) {
		for _, line := range lines {
			own := slices.ContainsFunc(names, func(name string) bool { return strings.Contains(line, name) })
			if !slices.Contains(others, line) && (own || !otherInstance.MatchString(line)) {
				t.Errorf("%s: %s", change, line)
			}
		}
	}
	report("left behind", after, before)
	report("taken away", before, after)
}

// processesIn lists the processes of this machine in a namespace, such as that of /proc/PID/ns/pid.
func processesIn(t *testing.T, kind, namespace string) []string {
	t.Helper()
	var found []string
	for _, directory := range glob(t, "/proc/[0-9]*") {
		if link, err := os.Readlink(filepath.Join(directory, "ns", kind)); err == nil && link == namespace {
			name, _ := os.ReadFile(filepath.Join(directory, "comm"))
			found = append(found, filepath.Base(directory)+" "+strings.TrimSpace(string(name)))
		}
	}
	return found
}

// processesNaming lists the processes whose command line contains the text.
func processesNaming(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for _, file := range glob(t, "/proc/[0-9]*/cmdline") {
		if line, err := os.ReadFile(file); err == nil && strings.Contains(string(line), text) {
			found = append(found, strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return found
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
