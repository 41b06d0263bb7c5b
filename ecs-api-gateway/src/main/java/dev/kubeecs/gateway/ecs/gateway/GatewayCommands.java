package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateGatewayRequest;
import dev.kubeecs.api.ecs.CreateGatewayResponse;
import dev.kubeecs.api.ecs.DeleteGatewayRequest;
import dev.kubeecs.api.ecs.DeleteGatewayResponse;
import dev.kubeecs.api.ecs.GatewayStatus;
import dev.kubeecs.api.ecs.UpdateGatewayRequest;
import dev.kubeecs.api.ecs.UpdateGatewayResponse;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Names;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.EcsGatewaySpec;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.gateway.UnsupportedOfGateway;
import jakarta.inject.Singleton;
import java.util.Optional;

/** CreateGateway, UpdateGateway and DeleteGateway. */
@Singleton
public final class GatewayCommands implements Handlers {

  private static final int LONGEST_CLIENT_TOKEN = 64;

  private final KnownGateways gateways;
  private final Associations associations;

  GatewayCommands(KnownGateways gateways, Associations associations) {
    this.gateways = gateways;
    this.associations = associations;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateGatewayRequest.class, this::create)
        .on(UpdateGatewayRequest.class, this::update)
        .on(DeleteGatewayRequest.class, this::delete);
  }

  private CreateGatewayResponse create(CreateGatewayRequest request, Call call) {
    Names.require("name", request.name());
    TagRules.check(request.tags());
    if (request.clientToken() != null && request.clientToken().length() > LONGEST_CLIENT_TOKEN) {
      throw invalidParameter("clientToken can have at most %d characters.", LONGEST_CLIENT_TOKEN);
    }
    EcsGatewaySpec spec = ChangedGateway.spec(request);
    Honoured.require(call, UnsupportedOfGateway.fields(spec));
    Optional<ClientToken> token = ClientToken.of(request.clientToken(), request);
    EcsGateway gateway =
        gateways
            .find(call, request.name())
            .map(present -> repeated(present, token))
            .or(
                () ->
                    gateways.store().create(ChangedGateway.created(spec, token, call.namespace())))
            // Another gateway was faster.
            .orElseThrow(() -> GatewayErrors.exists(request.name()));
    return CreateGatewayResponse.builder()
        .gatewayArn(call.account().gatewayArn(Gateways.name(gateway)))
        .name(Gateways.name(gateway))
        .status(GatewayStatus.ACTIVE)
        .build();
  }

  private static EcsGateway repeated(EcsGateway present, Optional<ClientToken> token) {
    return token
        .filter(t -> t.token().equals(Gateways.spec(present).clientToken()))
        .filter(t -> t.madeAlike(present.getMetadata().getAnnotations()))
        .map(t -> present)
        .orElseThrow(() -> GatewayErrors.exists(Gateways.name(present)));
  }

  private UpdateGatewayResponse update(UpdateGatewayRequest request, Call call) {
    EcsGateway gateway = gateways.require(call, request.gateway());
    EcsGateway updated =
        gateways
            .store()
            .edit(
                call.namespace(),
                gateway.getMetadata().getName(),
                current -> {
                  EcsGatewaySpec spec = ChangedGateway.updated(Gateways.spec(current), request);
                  Honoured.require(call, UnsupportedOfGateway.fields(spec));
                  current.setSpec(spec);
                  return current;
                })
            .orElseThrow(() -> GatewayErrors.notFound(Gateways.name(gateway)));
    return UpdateGatewayResponse.builder()
        .gatewayArn(call.account().gatewayArn(Gateways.name(updated)))
        .name(Gateways.name(updated))
        .status(GatewayView.status(updated))
        .build();
  }

  private DeleteGatewayResponse delete(DeleteGatewayRequest request, Call call) {
    EcsGateway gateway = gateways.require(call, request.gateway());
    String name = Gateways.name(gateway);
    if (or(Gateways.spec(gateway).deletionProtection(), true)) {
      throw GatewayErrors.isProtected(name);
    }
    associations
        .of(call, gateway)
        .findFirst()
        .ifPresent(
            association -> {
              throw GatewayErrors.associated(name, association.cluster());
            });
    gateways.store().delete(gateway);
    return DeleteGatewayResponse.builder()
        .gatewayArn(call.account().gatewayArn(name))
        .name(name)
        .status(GatewayStatus.DELETED)
        .build();
  }
}
