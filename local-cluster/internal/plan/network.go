package plan

import (
	"errors"
	"hash/fnv"
	"net/netip"
)

// Network holds the addresses of an instance. A real one owns a /16, routed from the host through one virtual cable:
// the lower half for Pods, the next quarter for Services, and the last /30 for the two ends of the cable.
type Network struct {
	// Range contains everything below.
	Range netip.Prefix `json:"range"`
	// Pods and Services are the ranges Kubernetes hands out from.
	Pods     netip.Prefix `json:"pods"`
	Services netip.Prefix `json:"services"`
	// Host is the host's end of the cable: where Pods reach programs that run on the host.
	Host netip.Addr `json:"host"`
	// Node is the other end: the API server, the registry and the node itself.
	Node netip.Addr `json:"node"`
	// LinkBits is the prefix length of the cable's own subnet.
	LinkBits int `json:"linkBits"`
}

// loopback serves simulated instances. Nothing is routed to its Services.
var loopback = Network{
	Pods:     netip.MustParsePrefix("10.0.0.0/17"),
	Services: netip.MustParsePrefix("10.0.128.0/18"),
	Host:     netip.MustParseAddr("127.0.0.1"),
	Node:     netip.MustParseAddr("127.0.0.1"),
}

// NetworkIn lays a network out in a /16.
func NetworkIn(ranges netip.Prefix) Network {
	base := ranges.Masked().Addr().As4()
	at := func(third, fourth byte) netip.Addr { return netip.AddrFrom4([4]byte{base[0], base[1], third, fourth}) }
	return Network{
		Range:    ranges.Masked(),
		Pods:     netip.PrefixFrom(at(0, 0), 17),
		Services: netip.PrefixFrom(at(128, 0), 18),
		Host:     at(255, 1),
		Node:     at(255, 2),
		LinkBits: 30,
	}
}

// KubernetesService is the address of the API server's own Service: the first of the range.
func (network Network) KubernetesService() netip.Addr { return network.Services.Addr().Next() }

// DNSService is the address Pods ask for names: the tenth of the range, by custom.
func (network Network) DNSService() netip.Addr {
	address := network.Services.Addr()
	for range 10 {
		address = address.Next()
	}
	return address
}

// SimulatedNode is the address that the simulated node of that number (from 1) claims to have.
func (network Network) SimulatedNode(number int) netip.Addr {
	base := network.Services.Addr().As4()
	return netip.AddrFrom4([4]byte{base[0], base[1], 192 + byte(number>>8), byte(number)})
}

// OutsideDevice is the node's way to other networks, where there is one.
const OutsideDevice = "outside"

// Outside is the subnet of that device.
func (network Network) Outside() netip.Prefix {
	base := network.Range.Addr().As4()
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{base[0], base[1], 254, 0}), 24)
}

// OutsideResolver is where slirp4netns passes questions on to the host's name servers.
func (network Network) OutsideResolver() netip.Addr {
	return network.Outside().Addr().Next().Next().Next()
}

// ChooseNetwork picks a /16 for the named instance that overlaps nothing in taken: the same one each time where
// possible, another one where it is in use.
func ChooseNetwork(name string, taken []netip.Prefix) (Network, error) {
	candidates := candidateRanges()
	sum := fnv.New32a()
	sum.Write([]byte(name))
	start := int(sum.Sum32() % uint32(preferred))
	for index := range candidates {
		position := index
		if index < preferred {
			position = (start + index) % preferred
		}
		if free(candidates[position], taken) {
			return NetworkIn(candidates[position]), nil
		}
	}
	return Network{}, errors.New("no free /16 in 10.64.0.0/10, 172.20.0.0/14, 172.24.0.0/13 or 198.18.0.0/15: " +
		"existing routes (see `ip route`) cover them all, perhaps those of a VPN")
}

// preferred is how many ranges of candidateRanges are as good as each other.
const preferred = 64

// candidateRanges lists 10.64–10.127 first; then ranges for machines whose VPN routes all of 10.0.0.0/8, the last of
// them set aside for benchmarks by RFC 2544 and thus used by nobody.
func candidateRanges() []netip.Prefix {
	var ranges []netip.Prefix
	add := func(first, from, to byte) {
		for second := int(from); second <= int(to); second++ {
			ranges = append(ranges, netip.PrefixFrom(netip.AddrFrom4([4]byte{first, byte(second), 0, 0}), 16))
		}
	}
	add(10, 64, 127)
	add(172, 20, 31)
	add(198, 18, 19)
	return ranges
}

func free(candidate netip.Prefix, taken []netip.Prefix) bool {
	for _, other := range taken {
		if other.Bits() > 0 && other.Overlaps(candidate) {
			return false
		}
	}
	return true
}
