package dev.kubeecs.gateway.servicediscovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.gateway.ecs.JsonApi;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cloud Map on the wire; the official CLI calls it in the examples. */
@EcsApiTest
class CloudMapOperationsIT {

  private static final String A = "'DnsConfig':{'DnsRecords':[{'Type':'A','TTL':60}]}";
  private static final String SRV = "'DnsConfig':{'DnsRecords':[{'Type':'SRV','TTL':60}]}";

  private final EcsApi api;
  private final JsonApi json;

  CloudMapOperationsIT(EcsApi api) {
    this.api = api;
    this.json = new JsonApi(api, "servicediscovery", "Route53AutoNaming_v20170314", "1.1");
  }

  @BeforeAll
  static void namespaces(EcsApi api) {
    CloudMapOperationsIT test = new CloudMapOperationsIT(api);
    test.ok("CreatePrivateDnsNamespace", "{'Name':'shop.internal','Vpc':'vpc-1'}");
    test.ok("CreateHttpNamespace", "{'Name':'api'}");
    test.ok(
        "CreateService",
        "{'Name':'fixed','NamespaceId':'%s',%s}".formatted(test.id("shop.internal"), SRV));
  }

  @Test
  void aNamespaceFromCreateToDelete() {
    String operation =
        ok(
                "CreatePrivateDnsNamespace",
                "{'Name':'mall','Vpc':'vpc-1','Description':'all shops','CreatorRequestId':'7',"
                    + "'Tags':[{'Key':'team','Value':'a'}]}")
            .get("OperationId")
            .asText();
    String id = id("mall");
    JsonNode created =
        ok("GetOperation", "{'OperationId':'%s'}".formatted(operation)).get("Operation");
    assertThat(created.get("Type").asText()).isEqualTo("CREATE_NAMESPACE");
    assertThat(created.get("Status").asText()).as("nobody has settled it").isEqualTo("PENDING");
    assertThat(created.at("/Targets/NAMESPACE").asText()).isEqualTo(id);
    JsonNode namespace = ok("GetNamespace", "{'Id':'%s'}".formatted(id)).get("Namespace");
    assertThat(id).matches("ns-[0-9a-f]{16}");
    assertThat(namespace.get("Arn").asText())
        .isEqualTo(
            "arn:aws:servicediscovery:us-east-1:%s:namespace/%s".formatted(api.account().id(), id));
    assertThat(namespace.get("Type").asText()).isEqualTo("DNS_PRIVATE");
    assertThat(namespace.get("Description").asText()).isEqualTo("all shops");
    assertThat(namespace.get("CreatorRequestId").asText()).isEqualTo("7");
    assertThat(namespace.at("/Properties/HttpProperties/HttpName").asText()).isEqualTo("mall");
    assertThat(namespace.get("CreateDate").isNumber()).isTrue();
    refused(
        "CreateHttpNamespace", "{'Name':'mall'}", "NamespaceAlreadyExists", "mall already exists");

    DiscoveryNamespace resource =
        api.resources().resources(DiscoveryNamespace.class).withName("mall").get();
    api.status(
        resource, "conditions: [{type: Ready, status: 'False', reason: Conflict, message: taken}]");
    Awaitility.await()
        .untilAsserted(
            () -> {
              JsonNode failed =
                  ok("GetOperation", "{'OperationId':'%s'}".formatted(operation)).get("Operation");
              assertThat(failed.get("Status").asText()).isEqualTo("FAIL");
              assertThat(failed.get("ErrorMessage").asText()).isEqualTo("taken");
            });
    api.status(resource, "conditions: [{type: Ready, status: 'True', reason: Ready, message: ''}]");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        ok("GetOperation", "{'OperationId':'%s'}".formatted(operation))
                            .at("/Operation/Status")
                            .asText())
                    .isEqualTo("SUCCESS"));

    ok(
        "UpdatePrivateDnsNamespace",
        "{'Id':'%s','Namespace':{'Description':'some shops'}}".formatted(id));
    assertThat(
            ok("GetNamespace", "{'Id':'%s'}".formatted(namespace.get("Arn").asText()))
                .at("/Namespace/Description")
                .asText())
        .isEqualTo("some shops");
    refused(
        "UpdateHttpNamespace",
        "{'Id':'%s','Namespace':{'Description':'x'}}".formatted(id),
        "InvalidInput",
        "DNS_PRIVATE");
    String service =
        ok("CreateService", "{'Name':'web','NamespaceId':'%s',%s}".formatted(id, A))
            .at("/Service/Id")
            .asText();
    refused("DeleteNamespace", "{'Id':'%s'}".formatted(id), "ResourceInUse", "services");
    ok("DeleteService", "{'Id':'%s'}".formatted(service));
    ok("DeleteNamespace", "{'Id':'%s'}".formatted(id));
    refused("GetNamespace", "{'Id':'%s'}".formatted(id), "NamespaceNotFound", id);
  }

  @Test
  void aServiceAndItsInstances() {
    String created =
        "{'Name':'backend','NamespaceId':'%s','CreatorRequestId':'once','HealthCheckCustomConfig':{'FailureThreshold':1},%s}"
            .formatted(id("shop.internal"), A);
    JsonNode service = ok("CreateService", created).get("Service");
    String id = service.get("Id").asText();
    assertThat(id).matches("srv-[0-9a-f]{16}");
    assertThat(service.get("Type").asText()).isEqualTo("DNS_HTTP");
    assertThat(service.at("/DnsConfig/RoutingPolicy").asText()).isEqualTo("MULTIVALUE");
    assertThat(ok("CreateService", created).at("/Service/Id").asText())
        .as("asked again")
        .isEqualTo(id);
    refused("CreateService", created.replace("once", "twice"), "ServiceAlreadyExists", "backend");

    register(id, "one", "'AWS_INSTANCE_IPV4':'10.0.0.1','color':'blue'");
    register(id, "two", "'AWS_INSTANCE_IPV4':'10.0.0.2','color':'green'");
    register(id, "bad", "'AWS_INSTANCE_IPV4':'10.0.0.3','AWS_INIT_HEALTH_STATUS':'UNHEALTHY'");
    task("backend.shop.internal", "10.0.0.4");
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(discovered("")).containsExactlyInAnyOrder("one", "two", "task"));
    assertThat(discovered(",'HealthStatus':'UNHEALTHY'")).containsExactly("bad");
    assertThat(discovered(",'HealthStatus':'ALL'")).hasSize(4);
    assertThat(discovered(",'QueryParameters':{'color':'blue'}")).containsExactly("one");
    assertThat(discovered(",'OptionalParameters':{'color':'red'}")).hasSize(3);
    assertThat(discovered(",'OptionalParameters':{'color':'green'}")).containsExactly("two");
    assertThat(discovered(",'MaxResults':1")).hasSize(1);
    long before = revision();
    ok(
        "UpdateInstanceCustomHealthStatus",
        "{'ServiceId':'%s','InstanceId':'two','Status':'UNHEALTHY'}".formatted(id));
    assertThat(revision()).isGreaterThan(before);
    assertThat(discovered("")).containsExactlyInAnyOrder("one", "task");
    JsonNode health =
        ok(
            "GetInstancesHealthStatus",
            "{'ServiceId':'%s','Instances':['one','two']}".formatted(id));
    assertThat(health.get("Status").toString())
        .isEqualTo("{\"one\":\"HEALTHY\",\"two\":\"UNHEALTHY\"}");

    JsonNode instance = ok("GetInstance", "{'ServiceId':'%s','InstanceId':'one'}".formatted(id));
    assertThat(instance.at("/Instance/Attributes/color").asText()).isEqualTo("blue");
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          ok("ListInstances", "{'ServiceId':'%s','MaxResults':3%s}".formatted(id, token));
      page.get("Instances").forEach(i -> listed.add(i.get("Id").asText()));
      token = page.has("NextToken") ? ",'NextToken':'" + page.get("NextToken").asText() + "'" : "";
    } while (!token.isEmpty());
    assertThat(listed).containsExactly("bad", "one", "task", "two");
    refused(
        "DeregisterInstance",
        "{'ServiceId':'%s','InstanceId':'task'}".formatted(id),
        "InvalidInput",
        "is a task");
    refused("DeleteService", "{'Id':'%s'}".formatted(id), "ResourceInUse", "instances");

    ok(
        "UpdateService",
        "{'Id':'%s','Service':{'Description':'new','DnsConfig':{'DnsRecords':[{'Type':'A','TTL':9}]}}}"
            .formatted(id));
    JsonNode updated =
        ok("GetService", "{'Id':'%s'}".formatted(service.get("Arn").asText())).get("Service");
    assertThat(updated.at("/DnsConfig/DnsRecords/0/TTL").asInt()).isEqualTo(9);
    assertThat(updated.get("InstanceCount").asInt()).isEqualTo(4);
    ok(
        "UpdateServiceAttributes",
        "{'ServiceId':'%s','Attributes':{'a':'1','b':'2'}}".formatted(id));
    ok("DeleteServiceAttributes", "{'ServiceId':'%s','Attributes':['a']}".formatted(id));
    assertThat(
            ok("GetServiceAttributes", "{'ServiceId':'%s'}".formatted(id))
                .at("/ServiceAttributes/Attributes")
                .toString())
        .isEqualTo("{\"b\":\"2\"}");
    String arn = updated.get("Arn").asText();
    ok(
        "TagResource",
        "{'ResourceARN':'%s','Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':'2'}]}"
            .formatted(arn));
    ok("UntagResource", "{'ResourceARN':'%s','TagKeys':['a']}".formatted(arn));
    assertThat(
            ok("ListTagsForResource", "{'ResourceARN':'%s'}".formatted(arn)).get("Tags").toString())
        .isEqualTo("[{\"Key\":\"b\",\"Value\":\"2\"}]");
    JsonNode operations =
        ok(
            "ListOperations",
            "{'Filters':[{'Name':'SERVICE_ID','Values':['%s']},{'Name':'TYPE','Values':['REGISTER_INSTANCE'],'Condition':'IN'}]}"
                .formatted(id));
    assertThat(operations.get("Operations"))
        .hasSize(3)
        .allSatisfy(o -> assertThat(o.get("Status").asText()).isEqualTo("SUCCESS"));
    ok("DeregisterInstance", "{'ServiceId':'%s','InstanceId':'one'}".formatted(id));
    refused(
        "GetInstance",
        "{'ServiceId':'%s','InstanceId':'one'}".formatted(id),
        "InstanceNotFound",
        "one");
  }

  @Test
  void listingsAreFilteredAndPaged() {
    for (String name : List.of("paged-1", "paged-2", "paged-3")) {
      ok("CreateHttpNamespace", "{'Name':'%s'}".formatted(name));
    }
    String filter = "'Filters':[{'Name':'NAME','Values':['paged-'],'Condition':'BEGINS_WITH'}]";
    JsonNode first = ok("ListNamespaces", "{'MaxResults':2,%s}".formatted(filter));
    assertThat(first.get("Namespaces")).hasSize(2);
    String token = first.get("NextToken").asText();
    JsonNode rest = ok("ListNamespaces", "{'NextToken':'%s',%s}".formatted(token, filter));
    assertThat(rest.get("Namespaces")).hasSize(1);
    assertThat(rest.has("NextToken")).isFalse();
    assertThat(
            ok(
                    "ListServices",
                    "{'Filters':[{'Name':'NAMESPACE_ID','Values':['%s']}]}".formatted(id("api")))
                .get("Services"))
        .isEmpty();
    refused("ListNamespaces", "{'NextToken':'x'}", "InvalidInput", "nextToken");
    refused("ListServices", "{'MaxResults':101}", "InvalidInput", "100");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CreatePrivateDnsNamespace|{'Name':'a.b.c','Vpc':'v'}|InvalidInput|one or two lower-case labels",
        "CreatePrivateDnsNamespace|{'Name':'x','Vpc':'v','Properties':{'DnsProperties':{'SOA':{'TTL':5}}}}|InvalidInput|properties",
        "CreatePrivateDnsNamespace|{'Name':'x'}|InvalidInput|vpc",
        "CreatePublicDnsNamespace|{'Name':'example.com'}|InvalidInput|Public namespaces are not supported",
        "CreateService|{'Name':'x'}|InvalidInput|NamespaceId must be specified",
        "CreateService|{'Name':'x','NamespaceId':'ns-0'}|NamespaceNotFound|ns-0",
        "CreateService|{'Name':'x','NamespaceId':'HTTP',DNS}|InvalidInput|type HTTP",
        "CreateService|{'Name':'x','NamespaceId':'SHOP'}|InvalidInput|DnsConfig must be specified",
        "CreateService|{'Name':'Upper','NamespaceId':'SHOP',DNS}|InvalidInput|Name: Upper",
        "CreateService|{'Name':'x','NamespaceId':'SHOP','DnsConfig':{'DnsRecords':[{'Type':'CNAME','TTL':1}]}}|InvalidInput|CNAME",
        "CreateService|{'Name':'x','NamespaceId':'SHOP','HealthCheckConfig':{'Type':'HTTP'},DNS}|InvalidInput|healthCheckConfig",
        "RegisterInstance|{'ServiceId':'FIXED','InstanceId':'i','Attributes':{'AWS_INSTANCE_IPV4':'10.0.0.1'}}|InvalidInput|need AWS_INSTANCE_PORT",
        "RegisterInstance|{'ServiceId':'FIXED','InstanceId':'i','Attributes':{'AWS_INSTANCE_PORT':'1'}}|InvalidInput|need AWS_INSTANCE_IPV4",
        "RegisterInstance|{'ServiceId':'FIXED','InstanceId':'i','Attributes':{'AWS_INSTANCE_IPV4':'10.0.0.256'}}|InvalidInput|no IPv4 address",
        "RegisterInstance|{'ServiceId':'FIXED','InstanceId':'i','Attributes':{'AWS_EC2_INSTANCE_ID':'i-1'}}|InvalidInput|AWS_EC2_INSTANCE_ID",
        "RegisterInstance|{'ServiceId':'srv-0','InstanceId':'i','Attributes':{}}|ServiceNotFound|srv-0",
        "DeregisterInstance|{'ServiceId':'FIXED','InstanceId':'nobody'}|InstanceNotFound|nobody",
        "UpdateInstanceCustomHealthStatus|{'ServiceId':'FIXED','InstanceId':'i','Status':'HEALTHY'}|CustomHealthNotFound|HealthCheckCustomConfig",
        "DiscoverInstances|{'NamespaceName':'nowhere','ServiceName':'x'}|NamespaceNotFound|nowhere",
        "DiscoverInstances|{'NamespaceName':'shop.internal','ServiceName':'nobody'}|ServiceNotFound|nobody",
        "DiscoverInstancesRevision|{'NamespaceName':'shop.internal','ServiceName':'fixed','OwnerAccount':'999999999999'}|NamespaceNotFound|shop.internal",
        "GetOperation|{'OperationId':'nothing'}|OperationNotFound|nothing",
        "ListOperations|{'Filters':[{'Name':'UPDATE_DATE','Values':['a','b']}]}|InvalidInput|no Unix time",
        "TagResource|{'ResourceARN':'arn:x','Tags':[]}|ResourceNotFoundException|arn:x",
        "UpdatePublicDnsNamespace|{'Id':'x','Namespace':{}}|UnsupportedFeatureException|not supported",
      })
  void whatIsRefused(String operation, String body, String code, String message) {
    refused(
        operation,
        body.replace("'HTTP',DNS", "'" + id("api") + "'," + A)
            .replace("DNS}", A + "}")
            .replace("'SHOP'", "'" + id("shop.internal") + "'")
            .replace("'FIXED'", "'" + fixed() + "'"),
        code,
        message);
  }

  @Test
  void anEcsServiceIsRegisteredOnlyWhereItCanBe() {
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.fargate(api.ecs(), "registered");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.createService(
                    r ->
                        r.cluster("demo")
                            .serviceName("registered")
                            .taskDefinition("registered")
                            .launchType("FARGATE")
                            .desiredCount(1)
                            .networkConfiguration(
                                n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1")))
                            .serviceRegistries(s -> s.registryArn(fixedArn()))))
        .contains("must be specified for a registry with SRV records");
    assertThat(
            api.ecs()
                .createService(
                    r ->
                        r.cluster("demo")
                            .serviceName("registered")
                            .taskDefinition("registered")
                            .launchType("FARGATE")
                            .desiredCount(1)
                            .networkConfiguration(
                                n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1")))
                            .serviceRegistries(s -> s.registryArn(fixedArn()).port(80)))
                .service()
                .serviceRegistries())
        .singleElement()
        .satisfies(registry -> assertThat(registry.registryArn()).isEqualTo(fixedArn()));
  }

  private String id(String namespace) {
    return ok(
            "ListNamespaces", "{'Filters':[{'Name':'NAME','Values':['%s']}]}".formatted(namespace))
        .at("/Namespaces/0/Id")
        .asText();
  }

  private String fixed() {
    return api.resources()
        .resources(DiscoveryService.class)
        .withName("fixed.shop.internal")
        .get()
        .getMetadata()
        .getUid()
        .replace("-", "")
        .substring(16)
        .transform(digits -> "srv-" + digits);
  }

  private String fixedArn() {
    return "arn:aws:servicediscovery:us-east-1:%s:service/%s"
        .formatted(api.account().id(), fixed());
  }

  private void register(String service, String instance, String attributes) {
    ok(
        "RegisterInstance",
        "{'ServiceId':'%s','InstanceId':'%s','Attributes':{%s}}"
            .formatted(service, instance, attributes));
  }

  /** As the operator tells of a task. */
  private void task(String service, String address) {
    api.status(
        api.resources().resources(DiscoveryService.class).withName(service).get(),
        "instances: [{id: task, health: HEALTHY, task: true, attributes: {AWS_INSTANCE_IPV4: %s}}]"
            .formatted(address));
  }

  private List<String> discovered(String more) {
    List<String> ids = new ArrayList<>();
    ok(
            "DiscoverInstances",
            "{'NamespaceName':'shop.internal','ServiceName':'backend'%s}".formatted(more))
        .get("Instances")
        .forEach(instance -> ids.add(instance.get("InstanceId").asText()));
    return ids;
  }

  private long revision() {
    return ok(
            "DiscoverInstancesRevision",
            "{'NamespaceName':'shop.internal','ServiceName':'backend'}")
        .get("InstancesRevision")
        .asLong();
  }

  private JsonNode ok(String operation, String body) {
    return json.ok(operation, body);
  }

  private void refused(String operation, String body, String code, String message) {
    json.refused(operation, body, 400, code, message);
  }
}
