package io.amorsize.api.host;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.http.Parameters;
import io.amorsize.api.json.Json;
import io.amorsize.host.Calibrator;
import io.amorsize.host.HostDetector;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Tells what machine this is, and has it measured. */
@Path("/v1/host")
@Tag(name = "Host")
@APIResponse(responseCode = "400", ref = "InvalidRequest")
@APIResponse(responseCode = "406", ref = "NotAcceptable")
@APIResponse(responseCode = "500", ref = "InternalError")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class HostResource {

    private static final ObjectWriter HOST = Json.writerFor(HostBody.class);
    private static final ObjectWriter CALIBRATION = Json.writerFor(CalibrationBody.class);

    private final HostDetector detector;
    private final Calibrator calibrator;

    HostResource(HostDetector detector, Calibrator calibrator) {
        this.detector = detector;
        this.calibrator = calibrator;
    }

    @GET
    @Operation(
            operationId = "getHost",
            summary = "Tell what machine this is",
            description = "Processors, memory, load, limits and overheads, each with its source.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "200",
            description = "The machine.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = HostBody.class)))
    public byte[] host(@Context UriInfo uri) {
        Parameters.refuseAll(uri);
        return Json.write(HOST, HostBody.of(detector.current(), calibrator.current()));
    }

    @POST
    @Path("/calibration")
    @ResponseStatus(202)
    @Operation(
            operationId = "calibrateHost",
            summary = "Measure the overheads of this machine again",
            description = "Begins in the background and takes some seconds; `GET /v1/host` has the result. While a"
                    + " measurement is under way, none is begun, and the status is `RUNNING`. Where measuring is"
                    + " switched off, none is begun, and the status stays `UNAVAILABLE`.")
    @Parameter(ref = "X-Request-Id")
    @APIResponse(
            responseCode = "202",
            description = "What is known until the measurement is made.",
            headers = @Header(name = "X-Request-Id", ref = "X-Request-Id"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CalibrationBody.class)))
    public byte[] calibrate(@Context UriInfo uri) {
        Parameters.refuseAll(uri);
        boolean begun = calibrator.remeasure();
        return Json.write(CALIBRATION, CalibrationBody.accepted(calibrator.current(), begun));
    }
}
