package io.rackledger.bench;
import io.rackledger.events.*;
import io.rackledger.events.wire.*;
import io.rackledger.query.fold.*;
import io.rackledger.query.serve.QueryServiceConfiguration;
import java.time.*; import java.util.*;
public final class Probe2 {
  static volatile boolean sampling; static Map<String,Integer> hits=new HashMap<>();
  public static void main(String[] a) throws Exception {
    int n = Integer.parseInt(a[0]);
    var history = LargeHistory.of(n, 1);
    EventCodec codec=new EventCodec(); 
    Thread main=Thread.currentThread();
    Thread s=new Thread(()->{ while(true){ try{Thread.sleep(2);}catch(Exception e){return;} if(!sampling) continue; Set<String> seen=new HashSet<>(); int d=0; for(var f:main.getStackTrace()){ if(f.getClassName().startsWith("io.rackledger")){ String k=f.getClassName().replace("io.rackledger.","")+"."+f.getMethodName()+":"+f.getLineNumber(); if(seen.add(k)) synchronized(hits){hits.merge(k,1,Integer::sum);} } } synchronized(hits){hits.merge("TOTAL",1,Integer::sum);} }}); s.setDaemon(true); s.start();
    List<Recorded> rec=new ArrayList<>();
    for (int i=0;i<history.size();i++){ var h=history.get(i); rec.add(new Recorded(i,"command-"+i+".1",Instant.EPOCH.plusSeconds(i),h.validAt(),Mode.OBSERVED,new Provenance(new SourceId("bench"),null,null,Confidence.CONFIRMED),"local","command-"+i,null,h.event())); }
    Map<Fold<?>,Map<Tag,Object>> st=new HashMap<>();
    for (View v: QueryServiceConfiguration.VIEWS) for (Fold<?> f: v.folds()) if(!st.containsKey(f)){ sampling=a.length>1&&a[1].equals(f.name()); long t=System.nanoTime(); st.put(f,fold(f,rec)); System.out.printf("%s fold %.2f s %d entities%n",f.name(),(System.nanoTime()-t)/1e9,st.get(f).size()); if(sampling){sampling=false; synchronized(hits){ hits.entrySet().stream().sorted((x,y)->y.getValue()-x.getValue()).limit(40).forEach(e->System.out.println("   "+e.getValue()+" "+e.getKey())); }} }
    Folded folded=new Folded(){ @SuppressWarnings("unchecked") public <S> Map<Tag,S> of(Fold<S> f){ return (Map<Tag,S>)(Map<?,?>)st.get(f);} };
    var json=WireJson.strict(); long t=System.nanoTime(); long len=0; for(Object o:st.get(Orders.FOLD).values()) len+=json.writeValueAsString(o).length(); System.out.printf("json %d MB %.2f s%n",len>>20,(System.nanoTime()-t)/1e9);
    t=System.nanoTime(); byte[][] enc=new byte[Math.min(50000,rec.size())][]; for(int i=0;i<enc.length;i++) enc[i]=codec.encode(rec.get(i).event()); System.out.printf("encode %.0f/s%n",enc.length/((System.nanoTime()-t)/1e9));
    for(int k=0;k<3;k++){ t=System.nanoTime(); for(int i=0;i<enc.length;i++){ var ty=EventType.of(rec.get(i).event()); codec.decode(ty.wireName(),ty.version(),enc[i]); } System.out.printf("decode %.0f/s%n",enc.length/((System.nanoTime()-t)/1e9)); }
    for (View v: QueryServiceConfiguration.VIEWS){ Map<String,String> p=new HashMap<>(); v.parameters().forEach(x->{ if(x.fallback()!=null)p.put(x.name(),x.fallback());}); int rows=0; 
      boolean prof = a.length>1 && a[1].equals(v.name()); synchronized(hits){hits.clear();} sampling=prof;
      int times = prof?20:8; double best=1e9; for(int i=0;i<times;i++){ t=cpu(); rows=v.answer(folded,new Question(Instant.parse("2026-01-01T00:00:00Z"),p)).rows().size(); best=Math.min(best,(cpu()-t)/1e6);} sampling=false;
      System.out.printf("%s %.1f ms %d rows%n",v.name(),best,rows);
      if(prof) synchronized(hits){ hits.entrySet().stream().sorted((x,y)->y.getValue()-x.getValue()).limit(40).forEach(e->System.out.println("   "+e.getValue()+" "+e.getKey())); }
    }
  }
  static long cpu(){ return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); }
  static <S> Map<Tag,Object> fold(Fold<S> f,List<Recorded> rec){ Map<Tag,S> m=new HashMap<>(); for(Recorded r:rec) if(f.types().contains(r.event().getClass())) for(Tag k:f.keysOf(r)) m.put(k,f.fold(m.containsKey(k)?m.get(k):f.initial(k),r)); return new HashMap<>(m); }
}
