package dev.kubeecs.resources.accountsetting;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.SettingName;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** What PutAccountSetting and PutAccountSettingDefault take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@Fixed(value = "make another EcsAccountSetting", except = "value")
public record EcsAccountSettingSpec(
    @JsonPropertyDescription("Which setting.") @Required SettingName name,
    @JsonPropertyDescription("Its value, such as enabled.") @Required @Size(min = 1, max = 255)
        String value,
    @JsonPropertyDescription(
            "The user or role that it is for; the default of the whole account when absent.")
        @Size(min = 1, max = 2048)
        String principalArn)
    implements EcsAccountSettingSpecBuilder.With {}
