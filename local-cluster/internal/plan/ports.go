package plan

import (
	"fmt"
	"hash/fnv"
)

// Ports are the listening ports of an instance.
type Ports struct {
	APIServer         int `json:"apiServer"`
	Etcd              int `json:"etcd"`
	EtcdPeer          int `json:"etcdPeer"`
	ControllerManager int `json:"controllerManager"`
	Scheduler         int `json:"scheduler"`
	Registry          int `json:"registry"`
	SimulatedKubelet  int `json:"simulatedKubelet"`
}

// standardPorts are Kubernetes' usual ones, for an instance with a network of its own.
var standardPorts = Ports{
	APIServer: 6443, Etcd: 2379, EtcdPeer: 2380, ControllerManager: 10257, Scheduler: 10259, Registry: 5000,
}

const (
	firstPort    = 20000
	portsPerSlot = 10
	// slots ends below 32768, where Linux starts to hand ports to outgoing connections.
	slots = 1200
)

// ChoosePorts picks neighbouring loopback ports for the named instance: the same each time where possible.
// isFree tells whether a port can be listened on.
func ChoosePorts(name string, isFree func(port int) bool) (Ports, error) {
	sum := fnv.New32a()
	sum.Write([]byte(name))
	start := int(sum.Sum32() % slots)
	for index := range slots {
		first := firstPort + (start+index)%slots*portsPerSlot
		ports := Ports{
			APIServer: first, Etcd: first + 1, EtcdPeer: first + 2,
			ControllerManager: first + 3, Scheduler: first + 4, SimulatedKubelet: first + 5,
		}
		if isFree(first) && isFree(first+1) && isFree(first+2) && isFree(first+3) && isFree(first+4) && isFree(first+5) {
			return ports, nil
		}
	}
	return Ports{}, fmt.Errorf("no six free neighbouring ports between %d and %d on 127.0.0.1", firstPort, firstPort+slots*portsPerSlot)
}
