package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.gateway.protocol.Calls;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Whatever a request says, the answer is AWS's: never a server error. */
@EcsApiTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RandomRequestsIT {

  private static final int EACH = 53;
  private static final long SEED = 20_261_121;

  /** Requests that succeed, to be spoilt: those that are worth reaching the depth of a handler. */
  private static final Map<String, String> GOOD =
      new TreeMap<>(
          Map.of(
              "CreateCluster", "{'clusterName':'random'}",
              "UpdateCluster", "{'cluster':'demo'}",
              "RegisterTaskDefinition",
                  "{'family':'web','containerDefinitions':[{'name':'web','image':'nginx','memory':64}]}",
              "RunTask", "{'cluster':'demo','taskDefinition':'web'}",
              "CreateService",
                  "{'cluster':'demo','serviceName':'random','taskDefinition':'web','desiredCount':1}",
              "UpdateService", "{'cluster':'demo','service':'hello'}",
              "DescribeServices", "{'cluster':'demo','services':['hello']}",
              "ListTasks", "{'cluster':'demo'}"));

  private final ObjectMapper json = new ObjectMapper();
  private final EcsApi api;

  RandomRequestsIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.bridge(api.ecs(), "web");
    api.ecs()
        .createService(
            r -> r.cluster("demo").serviceName("hello").taskDefinition("web").desiredCount(1));
  }

  /** Last, since it may delete what the other test needs. */
  @Test
  @Order(2)
  void membersAtRandom() {
    RandomRequests random = new RandomRequests(SEED, api.account());
    for (String operation : operations()) {
      for (int i = 0; i < EACH; i++) {
        send(operation, random.any(operation));
      }
    }
  }

  @Test
  @Order(1)
  void goodRequestsWithMembersSpoilt() throws JsonProcessingException {
    RandomRequests random = new RandomRequests(SEED, api.account());
    for (Map.Entry<String, String> good : GOOD.entrySet()) {
      boolean succeeded = false;
      for (int i = 0; i < EACH; i++) {
        ObjectNode body = (ObjectNode) json.readTree(good.getValue().replace('\'', '"'));
        succeeded |= send(good.getKey(), random.change(good.getKey(), body)) == 200;
      }
      assertThat(succeeded).as("some %s succeed", good.getKey()).isTrue();
    }
  }

  private int send(String operation, ObjectNode body) {
    HttpResponse<String> answer =
        api.gateway()
            .send(
                api.gateway()
                    .ecs(operation)
                    .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0"
                            .formatted(api.account().id()))
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build());
    assertThat(answer.statusCode()).as("%s %s: %s", operation, body, answer.body()).isIn(200, 400);
    return answer.statusCode();
  }

  private static List<String> operations() {
    return Calls.ECS.model().operations().keySet().stream().sorted().toList();
  }
}
