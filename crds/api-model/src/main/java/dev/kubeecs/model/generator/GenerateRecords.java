package dev.kubeecs.model.generator;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes one source file per structure and enumeration of models: {@code target/generated ecs
 * logs}.
 */
public final class GenerateRecords {

  private GenerateRecords() {}

  /** Arguments: the folder for the sources and the names of the services. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String service : List.of(arguments).subList(1, arguments.length)) {
      generate(service, folder);
    }
  }

  private static void generate(String service, Path folder) throws IOException {
    ApiModel model = ApiModel.load(service);
    Types types = new Types(model, "dev.kubeecs.api." + service);
    RecordSource records = new RecordSource(types, Descriptions.load(service), responses(model));
    for (Shape shape : model.shapes().values()) {
      TypeSpec source =
          switch (shape) {
            case Shape.Structure structure when structure.document() -> null;
            case Shape.Structure structure when structure.error().isPresent() -> null;
            case Shape.Structure structure -> records.of(structure);
            case Shape.Enumeration enumeration -> EnumSource.of(enumeration);
            case Shape.Listing ignored -> null;
            case Shape.Mapping ignored -> null;
            case Shape.Text ignored -> null;
            case Shape.Numeric ignored -> null;
            case Shape.Truth ignored -> null;
            case Shape.Timestamp ignored -> null;
          };
      if (source != null) {
        JavaFile.builder(types.packageName(), source)
            .skipJavaLangImports(true)
            .indent("  ")
            .build()
            .writeTo(folder);
      }
    }
  }

  private static Map<String, String> responses(ApiModel model) {
    return model.operations().values().stream()
        .collect(Collectors.toMap(Operation::input, Operation::output));
  }
}
