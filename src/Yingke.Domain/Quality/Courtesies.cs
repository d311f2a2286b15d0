namespace Yingke.Domain.Quality;

/// <summary>Words by which a polite opening and closing are known, until the shop writes its own. (spec: quality.md, Forbidden phrases)</summary>
public static class Courtesies
{
    public static IReadOnlyList<string> Openings { get; } = ["您好", "你好", "亲", "欢迎", "早上好", "上午好", "中午好", "下午好", "晚上好", "很高兴为您服务", "hello"];

    public static IReadOnlyList<string> Closings { get; } = ["再见", "祝您", "祝你", "感谢您", "感谢你", "谢谢您", "感谢光临", "感谢咨询", "欢迎再来", "欢迎下次", "有需要随时", "随时联系", "拜拜"];
}
