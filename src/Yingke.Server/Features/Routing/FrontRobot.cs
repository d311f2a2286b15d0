namespace Yingke.Server.Features.Routing;

/// <summary>What the desk must know of the robot that may stand before it. The robot fills it in, so that the desk knows nothing of knowledge.</summary>
internal abstract class FrontRobot
{
    /// <summary>Whether it has anything to answer with: a robot without knowledge stands before nobody.</summary>
    public abstract ValueTask<bool> IsReady(Guid shopId, CancellationToken cancel);
}
