package io.amorsize.app;

import io.amorsize.api.job.JsonJobTypes;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.type.command.CommandSettings;
import io.amorsize.job.type.command.CommandType;
import io.amorsize.job.type.http.HttpJobType;
import io.amorsize.job.type.image.ImageSettings;
import io.amorsize.job.type.image.ImageThumbnailType;
import io.amorsize.job.type.net.AllowedHosts;
import io.amorsize.job.type.net.NetworkSettings;
import io.amorsize.job.type.net.WebClient;
import io.amorsize.job.type.plugin.PluginFolder;
import io.amorsize.job.type.synthetic.SyntheticType;
import io.amorsize.job.type.url.UrlAnalysisJobType;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Builds the job types from the configuration. */
class JobTypesWiring {

    @Produces
    @Singleton
    WebClient webClient(AmorsizeConfig config, Vertx vertx) {
        return new WebClient(vertx, network(config.jobs().http()));
    }

    void stop(@Disposes WebClient client) {
        client.close();
    }

    @Produces
    @Singleton
    JsonJobTypes jobTypes(AmorsizeConfig config, PluginFolder plugins, WebClient client, InstantSource clock) {
        List<JobType<?, ?, ?>> types = new ArrayList<>();
        types.add(new HttpJobType(client, clock, System::nanoTime));
        types.add(new UrlAnalysisJobType(client, clock, System::nanoTime));
        types.add(new CommandType(config.jobs()
                .command()
                .programsFile()
                .map(ProgramsFile::read)
                .orElseGet(() -> CommandSettings.of(List.of()))));
        AmorsizeConfig.Jobs.Image image = config.jobs().image();
        types.add(new ImageThumbnailType(new ImageSettings(
                image.folders(), image.maxPixels(), image.maxFileBytes(), ItemMemory.heapBytes(config.jobs()))));
        types.add(new SyntheticType());
        types.addAll(plugins.types());
        return new JsonJobTypes(types);
    }

    private static NetworkSettings network(AmorsizeConfig.Jobs.Calls http) {
        return new NetworkSettings(
                http.allowedHosts().map(AllowedHosts::parse).orElse(AllowedHosts.NONE),
                http.maxResponseBytes(),
                http.connectTimeout(),
                http.requestTimeout());
    }
}
