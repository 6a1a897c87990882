package org.wangchuan.cli.station;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.agent.LaneState;

/** Lanes as the Station API has them. */
final class LaneJson {
    private LaneJson() {}

    static JsonValue.Obj of(List<LaneState> lanes) {
        return Json.object()
                .put(
                        "lanes",
                        new JsonValue.Array(
                                lanes.stream().<JsonValue>map(LaneJson::of).toList()))
                .build();
    }

    private static JsonValue.Obj of(LaneState lane) {
        List<JsonValue> obstacles = lane.obstacles().stream()
                .<JsonValue>map(obstacle ->
                        text(obstacle.text()).put("code", obstacle.code()).build())
                .toList();
        List<JsonValue> plan =
                lane.plan().stream().<JsonValue>map(step -> text(step).build()).toList();
        Json.Builder out = Json.object()
                .put("lane", lane.lane())
                .put("model", lane.model().orElse(""))
                .put("serial", lane.serial())
                .put("capacityBytes", lane.capacityBytes())
                .put("medium", lane.medium())
                .put("isReady", lane.isReady())
                .put("obstacles", new JsonValue.Array(obstacles))
                .put("plan", new JsonValue.Array(plan))
                .put("estimateSeconds", lane.estimateSeconds());
        lane.bus().ifPresent(bus -> out.put("bus", bus));
        return out.build();
    }

    private static Json.Builder text(BilingualText text) {
        return Json.object().put("en", text.en()).put("zh", text.zh());
    }
}
