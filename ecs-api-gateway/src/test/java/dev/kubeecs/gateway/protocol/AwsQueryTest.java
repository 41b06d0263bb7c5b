package dev.kubeecs.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.ActionTypeEnum;
import dev.kubeecs.api.elbv2.CreateListenerInput;
import dev.kubeecs.api.elbv2.CreateListenerOutput;
import dev.kubeecs.api.elbv2.DescribeLoadBalancersInput;
import dev.kubeecs.api.elbv2.DescribeLoadBalancersOutput;
import dev.kubeecs.api.elbv2.Listener;
import dev.kubeecs.api.elbv2.LoadBalancer;
import dev.kubeecs.resources.naming.Account;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Forms in, XML out. */
class AwsQueryTest {

  private final AtomicReference<CreateListenerInput> seen = new AtomicReference<>();
  private final Dispatcher dispatcher =
      new Dispatcher(
          Operations.of(
              List.of(Service.load("elbv2")),
              List.of(
                  operations ->
                      operations
                          .on(CreateListenerInput.class, this::create)
                          .on(
                              DescribeLoadBalancersInput.class,
                              (request, call) ->
                                  new DescribeLoadBalancersOutput(
                                      List.of(
                                          LoadBalancer.builder()
                                              .dnsName("a<b")
                                              .createdTime(
                                                  Instant.parse("2026-01-02T03:04:05.678Z"))
                                              .build()),
                                      null)))),
          (call, service) -> new Identity("test", Account.DEFAULT, Optional.empty()),
          account -> "default",
          (operation, caller, namespace) -> {},
          Relay.NOWHERE,
          () -> true);

  @Test
  void aFormBecomesARequest() {
    Answer answer =
        ask(
            "Action=CreateListener&Version=2015-12-01&LoadBalancerArn=arn%3Aa&Port=80&Protocol=HTTP"
                + "&DefaultActions.member.1.Type=forward&DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn=tg"
                + "&DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.Weight=3&Sugar=two");
    assertThat(answer.status()).as(answer.message()).isEqualTo(200);
    assertThat(seen.get().loadBalancerArn()).isEqualTo("arn:a");
    assertThat(seen.get().port()).isEqualTo(80);
    Action action = seen.get().defaultActions().getFirst();
    assertThat(action.type()).isEqualTo(ActionTypeEnum.FORWARD);
    assertThat(action.forwardConfig().targetGroups().getFirst().weight()).isEqualTo(3);
    assertThat(answer.unknownMembers()).containsExactly("Sugar");
  }

  @Test
  void anAnswerIsXmlInTheWrapperOfItsOperation() {
    Answer answer = ask("Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.1=web");
    assertThat(answer.contentType()).isEqualTo("text/xml");
    assertThat(text(answer))
        .isEqualTo(
            "<DescribeLoadBalancersResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">"
                + "<DescribeLoadBalancersResult><LoadBalancers><member><DNSName>a&lt;b</DNSName>"
                + "<CreatedTime>2026-01-02T03:04:05.678Z</CreatedTime></member></LoadBalancers></DescribeLoadBalancersResult>"
                + "<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DescribeLoadBalancersResponse>");
  }

  @Test
  void anErrorIsXmlWithTheCodeOfTheProtocol() {
    Answer answer = ask("Action=CreateListener&Version=2015-12-01&Port=lots");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .contains("<Type>Sender</Type><Code>ValidationError</Code>", "<RequestId>id</RequestId>");
    assertThat(text(ask("Action=MakeCoffee&Version=2015-12-01")))
        .contains("<Code>InvalidAction</Code>");
    assertThat(text(ask("Action=DescribeTrustStores&Version=2015-12-01")))
        .contains("DescribeTrustStores is not supported by kube-ecs yet");
  }

  private CreateListenerOutput create(CreateListenerInput request, Call call) {
    seen.set(request);
    return new CreateListenerOutput(List.of(Listener.builder().port(request.port()).build()));
  }

  private Answer ask(String form) {
    return dispatcher.answer(
        Calls.call(
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            form.getBytes(StandardCharsets.UTF_8)),
        "id");
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
