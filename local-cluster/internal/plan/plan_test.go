package plan

import "testing"

func TestParseNodes(t *testing.T) {
	for text, want := range map[string]Nodes{"real": {}, "simulated": {Simulated: 3}, "simulated=1": {Simulated: 1}, "simulated=5000": {Simulated: 5000}} {
		if nodes, err := ParseNodes(text); err != nil || nodes != want {
			t.Errorf("%s: %v, %v", text, nodes, err)
		}
	}
	for _, text := range []string{"", "3", "real=1", "simulated=", "simulated=0", "simulated=-1", "simulated=5001", "simulated=many", "Simulated"} {
		if nodes, err := ParseNodes(text); err == nil {
			t.Errorf("%q was taken for %v", text, nodes)
		}
	}
}

func TestInstancesAreToldApart(t *testing.T) {
	one, other := Real("/home/one", Network{}, Tools{}), Real("/home/other", Network{}, Tools{})
	if one.LinkName() == other.LinkName() || one.Cgroup() == other.Cgroup() {
		t.Error("two state directories share a name")
	}
	if len(one.LinkName()) > 15 {
		t.Errorf("%s is too long for a network device", one.LinkName())
	}
}

func TestChoosePorts(t *testing.T) {
	all := func(int) bool { return true }
	first, err := ChoosePorts("somebody", all)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := ChoosePorts("somebody", all); again != first {
		t.Error("not the same ports each time")
	}
	other, err := ChoosePorts("somebody", func(port int) bool { return port != first.Scheduler })
	if err != nil || other == first {
		t.Errorf("port %d is in use: %v, %v", first.Scheduler, other, err)
	}
	if _, err := ChoosePorts("somebody", func(int) bool { return false }); err == nil {
		t.Error("no port is free, yet some were chosen")
	}
}
