package component

import (
	"fmt"

	"kube-ecs.dev/local-cluster/internal/plan"
)

// Registry is the instance's own image registry: plain HTTP, open to all who can reach the instance.
func Registry(instance plan.Plan) Component {
	configuration := instance.Path("config/registry.yaml")
	return Component{
		Name:      "registry",
		Arguments: []string{"serve", configuration},
		// Tracing would look for a collector on this machine.
		Environment: []string{"OTEL_TRACES_EXPORTER=none"},
		Files:       map[string]string{configuration: registryConfiguration(instance)},
		Ready:       httpOK(instance, "http://"+instance.Registry()+"/v2/", "", ""),
	}
}

func registryConfiguration(instance plan.Plan) string {
	return fmt.Sprintf(`version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: %s
  delete:
    enabled: true
http:
  addr: %s
`, instance.Path("registry"), instance.Registry())
}
