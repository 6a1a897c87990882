package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Contract;
import org.wangchuan.platform.testing.PlatformTest;

/** The description has each call and no other; that each answer fits it is seen by {@link Contract} wherever a test asks. */
final class OpenApiTest extends PlatformTest {
    @Test
    void itDescribesEachCallAndNoOther() {
        Set<String> handled = new TreeSet<>();
        named("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method ->
                                        handled.add(method + " " + path.replaceAll("\\{(\\w+):[^}]+}", "{$1}")))));
        assertThat(handled).hasSize(31).isEqualTo(Contract.get().operations());
    }

    @Test
    void itIsServedToAnybody() {
        Browser.Answer answer = nobody().get("/api/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"openapi\": \"3.1.0\"");
        assertThat(nobody().get("/api/v1/openapi.json").body()).contains("\"openapi\": \"3.1.0\"");
    }

    @Test
    void itsLimitsAreThoseOfTheReader() {
        var schemas = Contract.get().document("station").at("/components/schemas");
        assertThat(schemas.at("/Lanes/properties/lanes/maxItems").asInt()).isEqualTo(StationBody.LANES_MAX);
        assertThat(schemas.at("/End/properties/outcome/enum").valueStream().map(node -> node.asString()))
                .isEqualTo(StationBody.End.OUTCOMES);
        assertThat(schemas.at("/Phones/properties/phones/maxItems").asInt()).isEqualTo(PhoneBody.PHONES_MAX);
        var turn = schemas.at("/PhoneTurn/properties");
        assertThat(turn.at("/facts/maxItems").asInt()).isEqualTo(PhoneTurnReader.FACTS_MAX);
        assertThat(turn.at("/notices/maxItems").asInt()).isEqualTo(PhoneTurnReader.NOTICES_MAX);
        assertThat(turn.at("/step/enum").valueStream().map(node -> node.asString()))
                .isEqualTo(PhoneTurnReader.STEPS);
        assertThat(turn.at("/notices/items/properties/code/enum").valueStream().map(node -> node.asString()))
                .isEqualTo(PhoneTurnReader.NOTICES);
        var phone = schemas.at("/Phone/properties");
        assertThat(phone.at("/place/pattern").asString()).isEqualTo(PhoneBody.PLACE_FORM);
        assertThat(phone.at("/maker/maxLength").asInt()).isEqualTo(PhoneBody.NAME_CHARS_MAX);
        assertThat(phone.at("/model/maxLength").asInt()).isEqualTo(PhoneBody.NAME_CHARS_MAX);
        assertThat(phone.at("/serial/maxLength").asInt()).isEqualTo(PhoneBody.SERIAL_CHARS_MAX);
        Map.of(
                        "/means/enum", CablePhone.MEANS,
                        "/system/enum", CablePhone.SYSTEMS,
                        "/shows/items/enum", CablePhone.SHOWS,
                        "/mode/enum", CablePhone.MODES,
                        "/screenLock/enum", CablePhone.SCREEN_LOCKS,
                        "/activation/enum", CablePhone.ACTIVATIONS,
                        "/answer/enum", CablePhone.ANSWERS)
                .forEach((where, words) -> assertThat(
                                phone.at(where).valueStream().map(node -> node.asString()))
                        .as(where)
                        .isEqualTo(words));
    }

    @Test
    void whatIsNotDescribedIsFound() {
        assertThatThrownBy(() -> Contract.get().checkTaken("PUT", "/api/station/v1/lanes", "{\"lanes\":[{}]}"))
                .isInstanceOf(AssertionError.class);
        Contract.get().checkTaken("PUT", "/api/station/v1/lanes", "{\"lanes\":[]}");
    }
}
