package io.switchboard.tenant.nice.api;

import io.javalin.http.HandlerType;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import java.util.List;
import java.util.function.Function;

/** The published endpoints of the API. */
public final class NiceRoutes {
  /** The path before the version. */
  public static final String PREFIX = "/inContactAPI/services";

  private static final List<Published> PUBLISHED =
      List.of(
          get("/server-time", api -> api.admin()::serverTime),
          get("/apiversion", api -> api.admin()::apiVersion),
          get("/business-unit", api -> api.admin()::businessUnit),
          get("/skills", api -> api.admin()::skills),
          get("/dispositions", api -> api.admin()::dispositions),
          get("/dispositions/classifications", api -> api.admin()::classifications),
          get("/tags", api -> api.admin()::tags),
          get("/points-of-contact", api -> api.admin()::pointsOfContact),
          get("/scripts", api -> api.admin()::scripts),
          get("/dnc-groups", api -> api.dnc()::groups),
          post("/dnc-groups/search", api -> api.dnc()::search),
          get("/dnc-groups/{groupId}", api -> api.dnc()::oneGroup),
          get("/dnc-groups/{groupId}/records", api -> api.dnc()::records),
          post("/dnc-groups/{groupId}/records", api -> api.dnc()::addRecords),
          new Published(
              HandlerType.DELETE, "/dnc-groups/{groupId}/records", api -> api.dnc()::expireRecords),
          get("/dnc-groups/{groupId}/contributing-skills", api -> api.dnc()::contributingSkills),
          get("/dnc-groups/{groupId}/scrubbed-skills", api -> api.dnc()::scrubbedSkills),
          get("/contacts/completed", api -> api.contacts()::completed),
          get("/contacts/{contactId}/disposition", api -> api.contacts()::disposition),
          post("/contacts/{contactId}/set-disposition", api -> api.contacts()::setDisposition),
          post("/contacts/{contactId}/tags", api -> api.contacts()::addTags),
          post("/interactions/{contactId}/signal", api -> api.interactions()::signal));

  private NiceRoutes() {}

  /** All groups of endpoints. */
  public record NiceApi(
      AdminEndpoints admin,
      DncGroupEndpoints dnc,
      ContactEndpoints contacts,
      InteractionEndpoints interactions) {}

  /** One endpoint. */
  public record Published(
      HandlerType method,
      String path,
      Function<NiceApi, Function<TenantRequest, TenantResponse>> endpoint) {}

  /** All endpoints, in the order in which they are matched. */
  public static List<Published> published() {
    return PUBLISHED;
  }

  private static Published get(
      String path, Function<NiceApi, Function<TenantRequest, TenantResponse>> endpoint) {
    return new Published(HandlerType.GET, path, endpoint);
  }

  private static Published post(
      String path, Function<NiceApi, Function<TenantRequest, TenantResponse>> endpoint) {
    return new Published(HandlerType.POST, path, endpoint);
  }
}
