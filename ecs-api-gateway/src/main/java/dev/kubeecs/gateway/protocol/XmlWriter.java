package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Answers of the awsQuery protocol. */
final class XmlWriter {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();

  private final ApiModel model;
  private final XMLStreamWriter xml;

  private XmlWriter(ApiModel model, XMLStreamWriter xml) {
    this.model = model;
    this.xml = xml;
  }

  /** An answer in its wrapper. */
  static byte[] response(ApiModel model, Operation operation, JsonNode response, String requestId) {
    return document(
        xml -> {
          xml.writeStartElement(operation.name() + "Response");
          xml.writeDefaultNamespace(
              "http://%s.amazonaws.com/doc/%s/".formatted(model.signingName(), model.version()));
          xml.writeStartElement(operation.name() + "Result");
          new XmlWriter(model, xml).members(model.structure(operation.output()), response);
          xml.writeEndElement();
          xml.writeStartElement("ResponseMetadata");
          text(xml, "RequestId", requestId);
          xml.writeEndElement();
          xml.writeEndElement();
        });
  }

  /** An error. */
  static byte[] error(AwsException error, String requestId) {
    return document(
        xml -> {
          xml.writeStartElement("ErrorResponse");
          xml.writeStartElement("Error");
          text(xml, "Type", error.status() < 500 ? "Sender" : "Receiver");
          text(xml, "Code", error.code());
          text(xml, "Message", error.getMessage());
          xml.writeEndElement();
          text(xml, "RequestId", requestId);
          xml.writeEndElement();
        });
  }

  private void members(Shape.Structure structure, JsonNode tree) throws XMLStreamException {
    for (Member member : structure.members().values()) {
      JsonNode value = tree.get(member.name());
      if (value != null && !value.isNull()) {
        element(member.wireName(), model.shape(member.shape()), value);
      }
    }
  }

  private void element(String name, Shape shape, JsonNode value) throws XMLStreamException {
    switch (shape) {
      case Shape.Structure structure -> {
        xml.writeStartElement(name);
        members(structure, value);
        xml.writeEndElement();
      }
      case Shape.Listing list -> {
        xml.writeStartElement(name);
        for (JsonNode element : value) {
          element("member", model.shape(list.element()), element);
        }
        xml.writeEndElement();
      }
      case Shape.Mapping map -> {
        xml.writeStartElement(name);
        for (var entry : value.properties()) {
          xml.writeStartElement("entry");
          text(xml, "key", entry.getKey());
          element("value", model.shape(map.value()), entry.getValue());
          xml.writeEndElement();
        }
        xml.writeEndElement();
      }
      case Shape.Timestamp ignored ->
          text(
              xml,
              name,
              Instant.ofEpochMilli(value.decimalValue().movePointRight(3).longValue()).toString());
      case Shape.Text ignored -> text(xml, name, value.asText());
      case Shape.Enumeration ignored -> text(xml, name, value.asText());
      case Shape.Numeric ignored -> text(xml, name, value.asText());
      case Shape.Truth ignored -> text(xml, name, value.asText());
    }
  }

  private static void text(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(allowed(value));
    xml.writeEndElement();
  }

  /** XML has no way to write control characters. */
  private static String allowed(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }

  private static byte[] document(Content content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
      content.write(xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("an answer cannot be written", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private interface Content {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }
}
