import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.transport.Netty4Plugin;

/** One node of OpenSearch, alone, that keeps its files in a folder: java Node FOLDER PORT */
class Node extends org.opensearch.node.Node {
    Node(Settings settings) {
        super(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "tests"),
            List.of(CommonAnalysisPlugin.class, Netty4Plugin.class),
            true
        );
    }

    public static void main(String[] arguments) throws Exception {
        new Node(
            Settings.builder()
                .put("path.home", arguments[0])
                .put("http.port", arguments[1])
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                .put("network.host", "127.0.0.1")
                .put("discovery.type", "single-node")
                .put("cluster.name", "tests")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build()
        ).start();
        while (System.in.read() >= 0) {}  // ends with whoever started it, however that ends
        System.exit(0);
    }
}
