package io.amorsize.api.host;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.amorsize.api.json.Json;
import io.amorsize.host.Calibrator;
import io.amorsize.host.HostDetector;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Tells what machine this is, and has it measured. */
@Path("/v1/host")
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
    public byte[] host() {
        return Json.write(HOST, HostBody.of(detector.current(), calibrator.current()));
    }

    @POST
    @Path("/calibration")
    @ResponseStatus(202)
    public byte[] calibrate() {
        boolean begun = calibrator.remeasure();
        return Json.write(CALIBRATION, CalibrationBody.accepted(calibrator.current(), begun));
    }
}
