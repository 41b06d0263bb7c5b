//go:build linux

package isolation

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// insideName is the cable's end within the instance.
const insideName = "eth0"

// Taken lists the ranges that this machine's routes and addresses use already.
func Taken() ([]netip.Prefix, error) {
	var taken []netip.Prefix
	routes, err := netlink.RouteList(nil, netlink.FAMILY_V4)
	if err != nil {
		return nil, fmt.Errorf("reading this machine's routes: %w", err)
	}
	for _, route := range routes {
		if prefix, ok := prefixOf(route.Dst); ok {
			taken = append(taken, prefix)
		}
	}
	addresses, err := netlink.AddrList(nil, netlink.FAMILY_V4)
	if err != nil {
		return nil, fmt.Errorf("reading this machine's addresses: %w", err)
	}
	for _, address := range addresses {
		if prefix, ok := prefixOf(address.IPNet); ok {
			taken = append(taken, prefix)
		}
	}
	return taken, nil
}

func prefixOf(network *net.IPNet) (netip.Prefix, bool) {
	if network == nil {
		return netip.Prefix{}, false
	}
	address, ok := netip.AddrFromSlice(network.IP)
	bits, _ := network.Mask.Size()
	return netip.PrefixFrom(address.Unmap(), bits).Masked(), ok
}

// ErrTaken means that another instance has just taken the network.
var ErrTaken = errors.New("the network is taken")

// Connect lays the cable from the host to the network namespace of the process, and routes the instance's range into it.
// There can be only one route to a range: of two instances that choose the same one at once, one gets ErrTaken.
func Connect(instance plan.Plan, process int) error {
	network := instance.Network
	cable := &netlink.Veth{
		LinkAttrs:     netlink.LinkAttrs{Name: instance.LinkName()},
		PeerName:      insideName,
		PeerNamespace: netlink.NsPid(process),
	}
	if err := netlink.LinkAdd(cable); err != nil {
		return fmt.Errorf("making network device %s: %w", instance.LinkName(), err)
	}
	link, err := netlink.LinkByName(instance.LinkName())
	if err != nil {
		return err
	}
	if err := useAddress(link, network.Host, network.LinkBits); err != nil {
		return err
	}
	route := &netlink.Route{LinkIndex: link.Attrs().Index, Dst: ipNet(network.Range), Gw: network.Node.AsSlice()}
	err = netlink.RouteAdd(route)
	if errors.Is(err, os.ErrExist) {
		return errors.Join(ErrTaken, netlink.LinkDel(link))
	}
	if err != nil {
		return fmt.Errorf("routing %s to %s: %w", network.Range, instance.LinkName(), err)
	}
	return nil
}

// Disconnect removes the cable, and with it the route. It is no error when there is none.
func Disconnect(instance plan.Plan) error {
	link, err := netlink.LinkByName(instance.LinkName())
	if errors.As(err, &netlink.LinkNotFoundError{}) {
		return nil
	}
	if err != nil {
		return err
	}
	err = netlink.LinkDel(link)
	if errors.Is(err, unix.ENODEV) {
		return nil // it went with the other end meanwhile
	}
	return err
}

// ConfigureInside sets up the instance's end of the cable and its loopback.
func ConfigureInside(network plan.Network) error {
	loopback, err := netlink.LinkByName("lo")
	if err != nil {
		return err
	}
	if err := netlink.LinkSetUp(loopback); err != nil {
		return err
	}
	link, err := netlink.LinkByName(insideName)
	if err != nil {
		return err
	}
	if err := useAddress(link, network.Node, network.LinkBits); err != nil {
		return err
	}
	if err := refuseAbsentPods(network); err != nil {
		return err
	}
	// Namespaced settings: Pods are reached through this node.
	return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0)
}

// refuseAbsentPods tells whoever calls a Pod that is gone so, at once. The routes of the Pods that are there are narrower;
// without this one, the call would leave by the way to other networks, and wait there.
func refuseAbsentPods(network plan.Network) error {
	route := &netlink.Route{Dst: ipNet(network.Pods), Type: unix.RTN_UNREACHABLE}
	if err := netlink.RouteAdd(route); err != nil {
		return fmt.Errorf("routing addresses of absent Pods, %s: %w", network.Pods, err)
	}
	return nil
}

func useAddress(link netlink.Link, address netip.Addr, bits int) error {
	prefix := &net.IPNet{IP: address.AsSlice(), Mask: net.CIDRMask(bits, 32)}
	if err := netlink.AddrAdd(link, &netlink.Addr{IPNet: prefix}); err != nil {
		return fmt.Errorf("address %s of %s: %w", address, link.Attrs().Name, err)
	}
	return netlink.LinkSetUp(link)
}

func ipNet(prefix netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: prefix.Addr().AsSlice(), Mask: net.CIDRMask(prefix.Bits(), 32)}
}
