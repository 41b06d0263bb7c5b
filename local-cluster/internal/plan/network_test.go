package plan

import (
	"net/netip"
	"testing"
)

func prefixes(texts ...string) []netip.Prefix {
	var prefixes []netip.Prefix
	for _, text := range texts {
		prefixes = append(prefixes, netip.MustParsePrefix(text))
	}
	return prefixes
}

func TestNetworkParts(t *testing.T) {
	network := NetworkIn(netip.MustParsePrefix("10.77.0.0/16"))
	for name, addresses := range map[string][2]string{
		"pods":       {network.Pods.String(), "10.77.0.0/17"},
		"services":   {network.Services.String(), "10.77.128.0/18"},
		"kubernetes": {network.KubernetesService().String(), "10.77.128.1"},
		"dns":        {network.DNSService().String(), "10.77.128.10"},
		"host":       {network.Host.String(), "10.77.255.1"},
		"node":       {network.Node.String(), "10.77.255.2"},
		"outside":    {network.Outside().String(), "10.77.254.0/24"},
		"resolver":   {network.OutsideResolver().String(), "10.77.254.3"},
	} {
		if addresses[0] != addresses[1] {
			t.Errorf("%s: %s, not %s", name, addresses[0], addresses[1])
		}
	}
	for _, part := range []netip.Prefix{network.Pods, network.Services, network.Outside(), netip.PrefixFrom(network.Node, network.LinkBits)} {
		if !network.Range.Contains(part.Addr()) {
			t.Errorf("%s lies outside %s", part, network.Range)
		}
		for _, other := range []netip.Prefix{network.Pods, network.Services, network.Outside()} {
			if other != part && other.Overlaps(part) {
				t.Errorf("%s overlaps %s", part, other)
			}
		}
	}
}

func TestSimulatedNodesHaveAddressesOfTheirOwn(t *testing.T) {
	seen := map[netip.Addr]bool{}
	for number := 1; number <= maximumSimulated; number++ {
		address := loopback.SimulatedNode(number)
		if seen[address] || loopback.Pods.Contains(address) || loopback.Services.Contains(address) {
			t.Fatalf("node %d: %s is taken", number, address)
		}
		seen[address] = true
	}
}

func TestChooseNetwork(t *testing.T) {
	first, err := ChooseNetwork("somebody", nil)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := ChooseNetwork("somebody", prefixes("0.0.0.0/0", "192.168.1.0/24"))
	if again != first {
		t.Errorf("not the same network each time: %s, %s", first.Range, again.Range)
	}
	other, _ := ChooseNetwork("somebody", []netip.Prefix{netip.PrefixFrom(first.Node, 32)})
	if other.Range.Overlaps(first.Range) {
		t.Errorf("%s is taken", other.Range)
	}
	for _, test := range []struct {
		name  string
		taken []netip.Prefix
		want  string
	}{
		{"a VPN routes 10.0.0.0/8", prefixes("10.0.0.0/8"), "172.20.0.0/16"},
		{"and a container engine some of 172", prefixes("10.0.0.0/8", "172.20.0.0/15"), "172.22.0.0/16"},
		{"all private ranges are routed", prefixes("10.0.0.0/8", "172.16.0.0/12"), "198.18.0.0/16"},
	} {
		t.Run(test.name, func(t *testing.T) {
			network, err := ChooseNetwork("somebody", test.taken)
			if err != nil || network.Range.String() != test.want {
				t.Errorf("%s (%v), not %s", network.Range, err, test.want)
			}
		})
	}
	if _, err := ChooseNetwork("somebody", prefixes("0.0.0.0/1", "128.0.0.0/1")); err == nil {
		t.Error("there is no free network, yet one was chosen")
	}
}

func TestNeighboursGetDifferentNetworks(t *testing.T) {
	var taken []netip.Prefix
	for index := range len(candidateRanges()) {
		network, err := ChooseNetwork(string(rune('a'+index)), taken)
		if err != nil {
			t.Fatalf("instance %d: %v", index, err)
		}
		taken = append(taken, network.Range)
	}
}
