// The short life of a service, by the AWS SDK for Go. The endpoint and the keys come from the environment.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

const patience = 3 * time.Minute

var (
	cluster = aws.String("go")
	network = &types.NetworkConfiguration{AwsvpcConfiguration: &types.AwsVpcConfiguration{Subnets: []string{"subnet-default"}}}
)

func main() {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		log.Fatal(err)
	}
	if err := cycle(ctx, ecs.NewFromConfig(settings)); err != nil {
		log.Fatal(err)
	}
	fmt.Println("created, ran, deleted")
}

func cycle(ctx context.Context, client *ecs.Client) error {
	if _, err := client.CreateCluster(ctx, &ecs.CreateClusterInput{ClusterName: cluster}); err != nil {
		return err
	}
	registered, err := client.RegisterTaskDefinition(ctx, &ecs.RegisterTaskDefinitionInput{
		Family:                  aws.String("sleeper"),
		RequiresCompatibilities: []types.Compatibility{types.CompatibilityFargate},
		NetworkMode:             types.NetworkModeAwsvpc,
		Cpu:                     aws.String("256"),
		Memory:                  aws.String("512"),
		ContainerDefinitions: []types.ContainerDefinition{{
			Name:        aws.String("sleeper"),
			Image:       aws.String("busybox:1.36"),
			Command:     []string{"sleep", "3600"},
			StopTimeout: aws.Int32(2),
		}},
	})
	if err != nil {
		return err
	}
	definition := registered.TaskDefinition.TaskDefinitionArn
	for _, step := range []func(context.Context, *ecs.Client, *string) error{service, task, absent, remove} {
		if err := step(ctx, client, definition); err != nil {
			return err
		}
	}
	return nil
}

func service(ctx context.Context, client *ecs.Client, definition *string) error {
	_, err := client.CreateService(ctx, &ecs.CreateServiceInput{
		Cluster: cluster, ServiceName: aws.String("sleepers"), TaskDefinition: definition, DesiredCount: aws.Int32(1),
		LaunchType: types.LaunchTypeFargate, NetworkConfiguration: network,
	})
	if err != nil {
		return err
	}
	stable := ecs.NewServicesStableWaiter(client, func(o *ecs.ServicesStableWaiterOptions) { o.MinDelay, o.MaxDelay = time.Second, time.Second })
	if err := stable.Wait(ctx, &ecs.DescribeServicesInput{Cluster: cluster, Services: []string{"sleepers"}}, patience); err != nil {
		return err
	}
	pages := ecs.NewListTasksPaginator(client, &ecs.ListTasksInput{Cluster: cluster, ServiceName: aws.String("sleepers")})
	tasks := 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		tasks += len(page.TaskArns)
	}
	if tasks != 1 {
		return fmt.Errorf("%d tasks instead of 1", tasks)
	}
	return nil
}

func task(ctx context.Context, client *ecs.Client, definition *string) error {
	ran, err := client.RunTask(ctx, &ecs.RunTaskInput{
		Cluster: cluster, TaskDefinition: definition, LaunchType: types.LaunchTypeFargate, NetworkConfiguration: network,
	})
	if err != nil {
		return err
	}
	which := &ecs.DescribeTasksInput{Cluster: cluster, Tasks: []string{*ran.Tasks[0].TaskArn}}
	running := ecs.NewTasksRunningWaiter(client, func(o *ecs.TasksRunningWaiterOptions) { o.MinDelay, o.MaxDelay = time.Second, time.Second })
	if err := running.Wait(ctx, which, patience); err != nil {
		return err
	}
	if _, err := client.StopTask(ctx, &ecs.StopTaskInput{Cluster: cluster, Task: ran.Tasks[0].TaskArn, Reason: aws.String("done")}); err != nil {
		return err
	}
	stopped := ecs.NewTasksStoppedWaiter(client, func(o *ecs.TasksStoppedWaiterOptions) { o.MinDelay, o.MaxDelay = time.Second, time.Second })
	if err := stopped.Wait(ctx, which, patience); err != nil {
		return err
	}
	described, err := client.DescribeTasks(ctx, which)
	if err != nil {
		return err
	}
	if reason := aws.ToString(described.Tasks[0].StoppedReason); reason != "done" {
		return fmt.Errorf("stopped because of %q", reason)
	}
	return nil
}

func absent(ctx context.Context, client *ecs.Client, _ *string) error {
	_, err := client.DescribeTasks(ctx, &ecs.DescribeTasksInput{Cluster: aws.String("absent"), Tasks: []string{"x"}})
	var notFound *types.ClusterNotFoundException
	if !errors.As(err, &notFound) {
		return fmt.Errorf("a cluster that is absent: %w", err)
	}
	return nil
}

func remove(ctx context.Context, client *ecs.Client, definition *string) error {
	if _, err := client.DeleteService(ctx, &ecs.DeleteServiceInput{Cluster: cluster, Service: aws.String("sleepers"), Force: aws.Bool(true)}); err != nil {
		return err
	}
	inactive := ecs.NewServicesInactiveWaiter(client, func(o *ecs.ServicesInactiveWaiterOptions) { o.MinDelay, o.MaxDelay = time.Second, time.Second })
	if err := inactive.Wait(ctx, &ecs.DescribeServicesInput{Cluster: cluster, Services: []string{"sleepers"}}, patience); err != nil {
		return err
	}
	if _, err := client.DeregisterTaskDefinition(ctx, &ecs.DeregisterTaskDefinitionInput{TaskDefinition: definition}); err != nil {
		return err
	}
	if _, err := client.DeleteTaskDefinitions(ctx, &ecs.DeleteTaskDefinitionsInput{TaskDefinitions: []string{*definition}}); err != nil {
		return err
	}
	deleted, err := client.DeleteCluster(ctx, &ecs.DeleteClusterInput{Cluster: cluster})
	if err != nil {
		return err
	}
	if status := aws.ToString(deleted.Cluster.Status); status != "INACTIVE" {
		return fmt.Errorf("the cluster is %s", status)
	}
	return nil
}
