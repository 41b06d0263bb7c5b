//go:build linux

package supervisor

import (
	"os"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
)

// children starts processes and collects all that end, also those that were left to this process by others: the first
// process of a PID namespace inherits every orphan, such as containerd's shims.
type children struct {
	lock     sync.Mutex
	waiting  map[int]chan syscall.WaitStatus
	requests chan func()
}

func newChildren() *children {
	children := &children{waiting: map[int]chan syscall.WaitStatus{}, requests: make(chan func())}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGCHLD)
	go func() {
		for range ended {
			children.collect()
		}
	}()
	// Children are killed when the thread that started them ends: this one stays for as long as the process.
	go func() {
		runtime.LockOSThread()
		for request := range children.requests {
			request()
		}
	}()
	return children
}

// child is a running process.
type child struct {
	process int
	// ended delivers once how the process ended.
	ended <-chan syscall.WaitStatus
}

// start runs a program in a process group of its own. It does not outlive this process, however that ends.
// A nil user is this process's own.
func (children *children) start(path string, arguments []string, attributes os.ProcAttr, user *syscall.Credential) (child, error) {
	attributes.Sys = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL, Credential: user}
	var started child
	var problem error
	children.onStarter(func() { started, problem = children.startHere(path, arguments, &attributes) })
	return started, problem
}

// onStarter runs an action on the thread that starts children.
func (children *children) onStarter(action func()) {
	done := make(chan struct{})
	children.requests <- func() {
		defer close(done)
		action()
	}
	<-done
}

func (children *children) startHere(path string, arguments []string, attributes *os.ProcAttr) (child, error) {
	// Held across the start, so that a process that ends at once is not collected before it is known.
	children.lock.Lock()
	defer children.lock.Unlock()
	process, err := os.StartProcess(path, arguments, attributes)
	if err != nil {
		return child{}, err
	}
	ended := make(chan syscall.WaitStatus, 1)
	started := child{process: process.Pid, ended: ended}
	children.waiting[started.process] = ended
	return started, process.Release()
}

func (children *children) collect() {
	children.lock.Lock()
	defer children.lock.Unlock()
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, syscall.WNOHANG, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil || pid <= 0 {
			return
		}
		if ended, ours := children.waiting[pid]; ours {
			delete(children.waiting, pid)
			ended <- status
		}
	}
}

// end kills all children and waits until none is left. Nothing is started any more.
func (children *children) end() {
	children.lock.Lock() // for good
	if os.Getpid() == 1 {
		// Orphans of other processes have become this one's children, too: end all there is in the namespace.
		_ = syscall.Kill(-1, syscall.SIGKILL)
	}
	for process := range children.waiting {
		_ = syscall.Kill(-process, syscall.SIGKILL)
	}
	for {
		_, err := syscall.Wait4(-1, nil, 0, nil)
		if err == syscall.ECHILD {
			return
		}
	}
}
