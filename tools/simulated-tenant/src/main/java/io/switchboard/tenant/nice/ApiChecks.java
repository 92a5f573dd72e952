package io.switchboard.tenant.nice;

import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.RefusedException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import io.switchboard.tenant.nice.api.NiceRoutes;
import io.switchboard.tenant.nice.state.TenantSetup;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the API checks before every endpoint.
 *
 * @param here whether the tenant is on this server
 */
record ApiChecks(BooleanSupplier here, Supplier<TenantSetup> setup, ActiveFaults faults) {

  Function<TenantRequest, TenantResponse> before(Function<TenantRequest, TenantResponse> endpoint) {
    return request -> {
      check(request);
      return endpoint.apply(request);
    };
  }

  private void check(TenantRequest request) {
    if (!here.getAsBoolean()) {
      throw new RefusedException(
          401, "invalid_token", "The tenant of the token is not on this host");
    }
    if (!request.header("accept").contains("application/json")) {
      throw new RefusedException(406, "NotAcceptable", "No known way to render data");
    }
    var version = request.parameter("version");
    var path = request.path().substring(NiceRoutes.PREFIX.length() + 1 + version.length());
    if (!setup.get().servedVersions().contains(version) || faults.nice().isGone(version, path)) {
      throw new RefusedException(404, "NotFound", "There is no version " + version + " of this");
    }
  }
}
