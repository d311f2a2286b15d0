namespace Yingke.Server.Features.Orders.Imports;

/// <summary>A kind of file besides the orders themselves that 订单导入 takes, known by the names of its columns.</summary>
internal interface IOrderFileKind
{
    string Kind { get; }

    bool Takes(IReadOnlyList<string> header);

    /// <param name="shopId">Where it goes.</param>
    /// <param name="path">The file.</param>
    /// <param name="report">Told about once a second.</param>
    /// <param name="cancel">Ends it between two batches; importing the file again goes on from there.</param>
    Task<OrderImportProgress> Run(Guid shopId, string path, Func<OrderImportProgress, Task> report, CancellationToken cancel);
}
