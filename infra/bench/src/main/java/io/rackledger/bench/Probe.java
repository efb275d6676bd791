package io.rackledger.bench;
import java.nio.file.*; import java.time.*; import java.util.*;
public final class Probe {
  public static void main(String[] a) throws Exception {
    int n = Integer.parseInt(a[0]);
    long t=System.nanoTime();
    var history = LargeHistory.of(n, 1);
    System.out.println("generated "+history.size()+" in "+(System.nanoTime()-t)/1e9);
    t=System.nanoTime();
    try (Stand stand = Stand.with(Files.createTempDirectory("bench"), history)) {
      System.out.println("written in "+(System.nanoTime()-t)/1e9); t=System.nanoTime();
      history = null;
      Service q = stand.queryService(List.of());
      q.awaitReady(Duration.ofMinutes(10));
      System.out.println("ready in "+(System.nanoTime()-t)/1e9); mem();
      t=System.nanoTime();
      q.text("/api/views/vendor-share?validAsOf=2025-01-01");
      System.out.println("first asof "+(System.nanoTime()-t)/1e9); mem();
      Random r = new Random(5);
      System.out.println("live vendor-share "+Latencies.of(20,50,i->q.text("/api/views/vendor-share?basis="+(i%2==0?"OPEN":"COMMITTED"))));
      for (String v : List.of("vendor-share","orders","programmes","backlog","supplier-exposure","delisting-risk"))
        System.out.println(v+" asof "+Latencies.of(20,60,i->q.text("/api/views/"+v+"?validAsOf="+LocalDate.of(2024,1,1).plusDays(r.nextInt(700)))));
    }
    System.exit(0);
  }
  static void mem(){ System.gc(); var rt=Runtime.getRuntime(); System.out.println("heap MB "+((rt.totalMemory()-rt.freeMemory())>>20)); }
}
