package dev.kubeecs.gateway.protocol;

import dev.kubeecs.gateway.protocol.validation.RefusedMembers;
import dev.kubeecs.model.ApiModel;

/**
 * An AWS service that the gateway serves.
 *
 * @param name as in {@code aws <name>} without dashes; also names the package of its records
 * @param model its API
 * @param refused members of the model that we cannot honour yet
 */
public record Service(String name, ApiModel model, RefusedMembers refused) {

  /** The service of that name, read from its committed model. */
  public static Service load(String name) {
    ApiModel model = ApiModel.load(name);
    return new Service(name, model, RefusedMembers.load(name, model));
  }

  /** The package of the records that are generated from the model. */
  public String records() {
    return "dev.kubeecs.api." + name;
  }
}
